package event

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/openlines/openlines/internal/actor"
	"github.com/openlines/openlines/internal/doc"
	"github.com/openlines/openlines/internal/english"
	"github.com/openlines/openlines/internal/place"
	"github.com/openlines/openlines/internal/quote"
	"github.com/openlines/openlines/internal/table"
	"github.com/openlines/openlines/internal/when"
)

// way is all stages up to this one.
type way struct {
	english *english.Reader
	when    *when.Reader
	place   *place.Reader
	actor   *actor.Reader
	quote   *quote.Reader
	event   *Reader
}

func newWay(t testing.TB) *way {
	t.Helper()
	in := func(f fs.FS) table.Dir {
		sub, err := fs.Sub(f, "tables")
		if err != nil {
			t.Fatal(err)
		}
		return table.Dir{Builtin: sub}
	}
	w := &way{}
	var errs [6]error
	w.english, errs[0] = english.New(english.Builtin())
	w.when, errs[1] = when.New(in(when.Tables))
	w.place, errs[2] = place.New(in(place.Tables))
	w.actor, errs[3] = actor.New(in(actor.Tables))
	w.quote, errs[4] = quote.New(in(quote.Tables))
	w.event, errs[5] = New(in(Tables))
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *way) read(text string) *doc.Document {
	d := &doc.Document{Text: text, Published: doc.Date{Year: 2024, Month: 3, Day: 6}, Explain: true} // a Wednesday
	w.english.Read(d)
	w.when.Read(d)
	w.place.Read(d)
	w.actor.Read(d)
	w.quote.Read(d)
	w.event.Read(d)
	return d
}

// line is an event in short: act status SOURCE>TARGET days @place.
func line(d *doc.Document, e *doc.Event) string {
	side := func(list []int32) string {
		var out []string
		for _, a := range list {
			c := d.Actors[a].Country
			if c == "" {
				c = d.Actors[a].CAMEO
			}
			out = append(out, c)
		}
		return strings.Join(out, ",")
	}
	s := e.Act + " " + e.Status + " " + e.CAMEO + " " + side(e.Source) + ">" + side(e.Target)
	if !e.From.IsZero() {
		s += " " + e.From.String()
		if e.To != e.From {
			s += ".." + e.To.String()
		}
	}
	if e.Where != doc.None {
		s += " @" + d.Places[e.Where].Name
	}
	return s
}

func TestRead(t *testing.T) {
	w := newWay(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The Brazilian and Peruvian foreign ministers met in Lima on Monday.\n", []string{"meet happened 040 BRA>PER 2024-03-04 @Lima"}},
		{"Norway imposed sanctions on Belarus on Tuesday.\n", []string{"sanction happened 163 NOR>BLR 2024-03-05"}},
		{"Chile will send troops to Haiti next month.\n", []string{"deploy planned 138 CHL>HTI 2024-04-01..2024-04-30 @Haiti"}},
		{"Turkey refused to meet Syrian officials.\n", []string{"meet refused 125 TUR>SYR"}},
		{"The Polish foreign minister postponed a trip to Hungary.\n", []string{"visit postponed 125 POL>HUN @Hungary"}},
		{"Kenya denied that it attacked Somalia.\n", []string{"attack denied 190 KEN>SOM @Somalia"}},
		{"Japan has not recognised Kosovo.\n", []string{"recognise negated 054 JPN>XKX"}},
		{"Egypt and Sudan held talks in Cairo on Monday. The talks lasted two hours.\n", []string{"meet happened 040 EGY>SDN 2024-03-04 @Cairo"}},
		{"Germany expelled two Russian diplomats on Tuesday, accusing them of spying.\n", []string{
			"expel_diplomats happened 161 DEU>RUS 2024-03-05", "accuse_espionage happened 1125 DEU>RUS 2024-03-05"}},
		{"We visited Italy last summer and loved the food.\n", nil},
	} {
		d := w.read(c.text)
		var got []string
		for i := range d.Events {
			got = append(got, line(d, &d.Events[i]))
		}
		for _, want := range c.want {
			found := false
			for _, g := range got {
				found = found || g == want
			}
			if !found {
				t.Errorf("%q: no %q among %q", c.text, want, got)
			}
		}
		if len(c.want) == 0 && len(got) > 0 {
			t.Errorf("%q: %q, want nothing", c.text, got)
		}
	}
}

// TestMergedOnce checks that one happening told twice is one event with two sentences as evidence.
func TestMergedOnce(t *testing.T) {
	d := newWay(t).read("Egypt and Sudan held talks in Cairo on Monday. The talks lasted two hours, the Egyptian government said.\n")
	if len(d.Events) != 1 || len(d.Events[0].Evidence) != 2 {
		t.Fatalf("%d events: %+v", len(d.Events), d.Events)
	}
}

// TestUserRows checks that a user's tables are laid over the built-in ones.
func TestUserRows(t *testing.T) {
	user := fstest.MapFS{"patterns/mine.tsv": {Data: []byte("# columns: act\ttrigger\tframe\troles\texample\nattack\tzap/V\tsubj:#actor obj:*\t\tPeru zapped Chile.\n")}}
	d := tables(t)
	d.User = user
	r, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.patterns[trigger{"zap", 'V'}]) != 1 {
		t.Error("the user's row is not there")
	}
	d.User = fstest.MapFS{"patterns/mine.tsv": {Data: []byte("# columns: act\ttrigger\tframe\troles\texample\ncriticise\tpraise/V\tsubj:#actor obj:*\t\tPeru praised Chile.\n")}}
	w := newWay(t)
	if w.event, err = New(d); err != nil {
		t.Fatal(err)
	}
	if got := w.read("Peru praised Chile.").Events; len(got) != 1 || got[0].Act != "criticise" {
		t.Errorf("the user's row for a verb that built-in rows have gives %+v", got)
	}
	d.User = fstest.MapFS{"patterns/mine.tsv": {Data: []byte("# columns: act\ttrigger\tframe\troles\texample\nnosuchact\tzap/V\tfoo\t\t\n")}}
	if _, err := New(d); err == nil || !strings.Contains(err.Error(), "user:patterns/mine.tsv:2") {
		t.Errorf("a wrong row gives %v, want its file and line", err)
	}
}
