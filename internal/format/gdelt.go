package format

import (
	"embed"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/openlines/openlines/internal/ledger"
	"github.com/openlines/openlines/internal/table"
)

// Tables are the code lists that exports need.
//
//go:embed tables
var Tables embed.FS

// GDELT writes events and mentions as GDELT 2.0 has them: tab-separated, 61 and 16 columns, no line of names. Geographical country codes are
// FIPS 10-4, actors' codes CAMEO's.
//
// What it cannot hold: status (what was denied, did not happen or is only possible is left out), attribution, more than two parties (one row a pair), words; tone
// is not measured and stays empty; the day of an event whose day is not known is that of the first report; DATEADDED is the first report's day, for an export
// holds no times of ingestion.
type GDELT struct {
	events, mentions io.Writer
	fips             map[string]string
}

// NewGDELT makes the writer.
func NewGDELT(events, mentions io.Writer) (*GDELT, error) {
	own, err := fs.Sub(Tables, "tables")
	if err != nil {
		return nil, err
	}
	rows, err := table.Dir{Builtin: own}.Load("fips.tsv", 1, "iso", "fips")
	if err != nil {
		return nil, err
	}
	g := &GDELT{events, mentions, map[string]string{}}
	for _, r := range rows {
		g.fips[r.Cell(0)] = r.Cell(1)
	}
	return g, nil
}

// Write writes an event's rows.
func (g *GDELT) Write(e *ledger.Event) error {
	if e.CAMEO == "" || !codable(e.Status) {
		return nil
	}
	day, err := time.Parse(time.DateOnly, e.Day())
	if err != nil {
		return nil // without any day there is no row
	}
	for n, pair := range rowsOf(e) {
		id := gdeltID(e.ID, n)
		row := []string{id, day.Format("20060102"), day.Format("200601"), day.Format("2006"),
			strconv.FormatFloat(float64(day.Year())+float64(day.YearDay()-1)/366, 'f', 4, 64)}
		row = append(append(row, gdeltActor(pair[0])...), gdeltActor(pair[1])...)
		score := number(e.Goldstein)
		url := ""
		for _, a := range e.Accounts {
			if url == "" {
				url = a.URL
			}
		}
		row = append(row, "1", e.CAMEO, base(e.CAMEO), e.CAMEO[:min(2, len(e.CAMEO))], strconv.Itoa(e.Quad), score,
			strconv.Itoa(len(e.Mentions)), strconv.Itoa(e.IndependentSources), strconv.Itoa(e.Articles), "")
		row = append(append(row, make([]string, 16)...), g.geo(e.Where)...)
		row = append(row, compact(e.FirstReport)+"000000", url)
		if err := tabbed(g.events, row); err != nil {
			return fmt.Errorf("writing %s: %w", e.ID, err)
		}
		for _, a := range e.Accounts {
			kind, name := "1", a.URL
			if name == "" {
				kind, name = "2", a.Article
			}
			row := []string{id, day.Format("20060102") + "000000", compact(a.Published) + "000000", kind, a.Outlet, name, "", "-1", "-1", "-1", "1",
				strconv.Itoa(max(10, min(100, int(e.Confidence*10+.5)*10))), "", "", "", ""}
			if err := tabbed(g.mentions, row); err != nil {
				return fmt.Errorf("writing %s: %w", e.ID, err)
			}
		}
	}
	return nil
}

// gdeltID is a number that comes from the event's id, as GDELT's ids are numbers.
func gdeltID(id string, n int) string {
	h := fnv.New64a()
	h.Write([]byte(id + "/" + strconv.Itoa(n)))
	return strconv.FormatUint(h.Sum64()>>11, 10) // 53 bits: programs that read numbers as doubles keep it whole
}

// base is the event's base code: three digits of a longer code.
func base(cameo string) string { return cameo[:min(3, len(cameo))] }

// gdeltActor is an actor's ten columns.
func gdeltActor(p ledger.Party) []string {
	out := make([]string, 10)
	if p.Key == "" {
		return out
	}
	out[0], out[1] = p.CAMEO, strings.ToUpper(p.Name)
	if p.Country != "" {
		out[2] = p.Country
	} else if strings.HasPrefix(p.CAMEO, "IGO") {
		out[3], out[7] = strings.TrimPrefix(p.CAMEO, "IGO"), "IGO"
	}
	if p.Country != "" && len(p.CAMEO) >= 6 {
		out[7] = p.CAMEO[3:6]
	}
	return out
}

// geo is a place's eight columns. GDELT's types: 1 country, 2 US state, 3 US city, 4 world city, 5 world state.
func (g *GDELT) geo(p *ledger.Place) []string {
	out := make([]string, 8)
	if p == nil || p.Name == "" {
		return out
	}
	switch {
	case p.Level == "country":
		out[0] = "1"
	case p.Level == "admin1" && p.Country == "USA":
		out[0] = "2"
	case p.Level == "admin1":
		out[0] = "5"
	case p.Country == "USA":
		out[0] = "3"
	default:
		out[0] = "4"
	}
	out[1], out[2], out[3], out[5], out[6] = p.Name, g.fips[p.Country], g.fips[p.Country], number(p.Lat), number(p.Lon)
	if p.GeoNames != 0 {
		out[7] = strconv.Itoa(p.GeoNames)
	}
	return out
}

func tabbed(w io.Writer, row []string) error {
	for i := range row {
		row[i] = clean(row[i])
	}
	_, err := io.WriteString(w, strings.Join(row, "\t")+"\n")
	return err
}
