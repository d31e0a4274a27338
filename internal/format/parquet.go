package format

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/openlines/openlines/internal/ledger"
)

// ParquetEvent is a row of the Parquet export: one linked event. Lists stay lists.
type ParquetEvent struct {
	ID                 string        `parquet:"id"`
	DayFrom            string        `parquet:"day_from"`
	DayTo              string        `parquet:"day_to"`
	Vague              bool          `parquet:"vague"`
	Basis              string        `parquet:"basis,dict"`
	Act                string        `parquet:"act,dict"`
	Status             string        `parquet:"status,dict"`
	StatusHistory      []ParquetStep `parquet:"status_history,list"`
	PLOVER             string        `parquet:"plover,dict"`
	Mode               string        `parquet:"mode,dict"`
	CAMEO              string        `parquet:"cameo,dict"`
	Quad               int32         `parquet:"quad"`
	Goldstein          *float64      `parquet:"goldstein,optional"`
	Scale              string        `parquet:"scale,dict"`
	Mutual             bool          `parquet:"mutual"`
	Source             []string      `parquet:"source,list"`
	SourceCountry      []string      `parquet:"source_country,list"`
	SourceCOW          []string      `parquet:"source_cow,list"`
	Target             []string      `parquet:"target,list"`
	TargetCountry      []string      `parquet:"target_country,list"`
	TargetCOW          []string      `parquet:"target_cow,list"`
	Participants       []string      `parquet:"participants,list"`
	Level              string        `parquet:"level,dict"`
	Place              string        `parquet:"place"`
	PlaceCountry       string        `parquet:"place_country,dict"`
	Lat                *float64      `parquet:"lat,optional"`
	Lon                *float64      `parquet:"lon,optional"`
	Topics             []string      `parquet:"topics,list"`
	FirstReport        string        `parquet:"first_report"`
	LastReport         string        `parquet:"last_report"`
	Articles           int32         `parquet:"articles"`
	IndependentSources int32         `parquet:"independent_sources"`
	Confidence         float64       `parquet:"confidence"`
	Rejected           bool          `parquet:"rejected"`
	Words              string        `parquet:"words"`
}

// ParquetStep is a step of the status history.
type ParquetStep struct {
	Date   string `parquet:"date"`
	Status string `parquet:"status,dict"`
}

// Parquet writes events as Parquet. What it leaves out is in JSON Lines: accounts beside the first one's words, differences, corrections, spans.
type Parquet struct {
	w *parquet.GenericWriter[ParquetEvent]
}

// NewParquet makes the writer; Close finishes the file.
func NewParquet(w io.Writer) *Parquet {
	return &Parquet{parquet.NewGenericWriter[ParquetEvent](w, parquet.Compression(&parquet.Zstd))}
}

// Write writes an event.
func (p *Parquet) Write(e *ledger.Event) error {
	r := ParquetEvent{ID: e.ID, DayFrom: e.When.From, DayTo: e.When.To, Vague: e.When.Vague, Basis: e.When.Basis, Act: e.Act, Status: e.Status, PLOVER: e.PLOVER, Mode: e.Mode,
		CAMEO: e.CAMEO, Quad: int32(e.Quad), Goldstein: e.Goldstein, Scale: e.Scale, Mutual: e.Mutual, Level: e.Level, Topics: e.Topics, FirstReport: e.FirstReport,
		LastReport: e.LastReport, Articles: int32(e.Articles), IndependentSources: int32(e.IndependentSources), Confidence: e.Confidence, Rejected: e.Rejected}
	for _, s := range e.StatusHistory {
		r.StatusHistory = append(r.StatusHistory, ParquetStep{s.Date, s.Status})
	}
	for _, x := range e.Source {
		r.Source, r.SourceCountry, r.SourceCOW = append(r.Source, x.Name), append(r.SourceCountry, x.Country), append(r.SourceCOW, x.COW)
	}
	for _, x := range e.Target {
		r.Target, r.TargetCountry, r.TargetCOW = append(r.Target, x.Name), append(r.TargetCountry, x.Country), append(r.TargetCOW, x.COW)
	}
	for _, x := range e.Participants {
		r.Participants = append(r.Participants, x.Name)
	}
	if e.Where != nil {
		r.Place, r.PlaceCountry, r.Lat, r.Lon = e.Where.Name, e.Where.Country, e.Where.Lat, e.Where.Lon
	}
	if len(e.Accounts) > 0 {
		r.Words = e.Accounts[0].Words
	}
	_, err := p.w.Write([]ParquetEvent{r})
	return err
}

// Close finishes the file.
func (p *Parquet) Close() error { return p.w.Close() }
