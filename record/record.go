// Package record defines openlines.record/1: what openlines gives for one article.
//
// The types mirror the JSON field by field and reach out to nothing. Offsets are half-open [start, end] pairs
// counted in Unicode code points of Article.Text (W3C TextPositionSelector). Identifiers (a1, p1, t1, s1, e1) are
// local to one record. What is unknown is written as "", 0, null or []; lists are never null.
package record

// Format names the version of this format; it stands in every record.
const Format = "openlines.record/1"

// Span is a half-open pair of code point offsets into Article.Text.
type Span [2]int

// Record is everything read from one article.
type Record struct {
	Format     string      `json:"format"`
	MadeBy     MadeBy      `json:"made_by"`
	Article    Article     `json:"article"`
	Actors     []Actor     `json:"actors"`
	Places     []Place     `json:"places"`
	Times      []Time      `json:"times"`
	Statements []Statement `json:"statements"`
	Events     []Event     `json:"events"`
	LeftOut    []LeftOut   `json:"left_out"`
}

// MadeBy names the versions that made a record: the same article and versions give the same bytes.
type MadeBy struct {
	Openlines string `json:"openlines"`
	Models    string `json:"models"`
	Tables    string `json:"tables"`
}

// Article is the report that the record was read from.
type Article struct {
	ID            string `json:"id"`
	URL           string `json:"url"`
	Outlet        string `json:"outlet"`
	Title         string `json:"title"`
	Published     string `json:"published"`      // a calendar day, 2006-01-02
	PublishedFrom string `json:"published_from"` // given, json-ld, meta, url, text
	Language      string `json:"language"`
	Text          string `json:"text"`
}

// Kinds of actors.
const (
	Person       = "person"
	State        = "state"
	Organization = "organization"
	Group        = "group"
)

// Actor is a person, state, organization or group of the article.
type Actor struct {
	ID       string `json:"id"`
	Key      string `json:"key"` // who this is across articles
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Country  string `json:"country"` // ISO 3166-1 alpha-3
	CAMEO    string `json:"cameo"`
	Office   string `json:"office"`
	For      string `json:"for"` // id of the actor that this one represents
	Mentions []Span `json:"mentions"`
}

// Place is a place named in the article.
type Place struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Level    string   `json:"level"` // country, admin1, admin2, city, site, region, sea
	Admin1   string   `json:"admin1"`
	Country  string   `json:"country"`
	Lat      *float64 `json:"lat"` // WGS 84 degrees
	Lon      *float64 `json:"lon"`
	GeoNames int      `json:"geonames"`
	Mentions []Span   `json:"mentions"`
}

// Time is a TIMEX3 expression and the calendar days that it covers, both inclusive.
type Time struct {
	ID    string `json:"id"`
	Span  Span   `json:"span"`
	Type  string `json:"type"` // DATE, TIME, DURATION, SET
	Value string `json:"value"`
	From  string `json:"from"`
	To    string `json:"to"`
	Vague bool   `json:"vague"`
}

// Statement is who says what, in which words.
type Statement struct {
	ID      string   `json:"id"`
	Speaker string   `json:"speaker"`
	Source  []Span   `json:"source"`
	Cue     []Span   `json:"cue"`
	Content []Span   `json:"content"`
	Quotes  []Span   `json:"quotes"`
	When    string   `json:"when"`
	About   []string `json:"about"`
	Why     []string `json:"why,omitempty"`
}

// Statuses of an event.
const (
	Happened  = "happened"
	Ongoing   = "ongoing"
	Planned   = "planned"
	Proposed  = "proposed"
	Postponed = "postponed"
	Cancelled = "cancelled"
	Refused   = "refused"
	Denied    = "denied"
	Negated   = "negated"
	Possible  = "possible"
)

// Event is one happening as the article tells it.
type Event struct {
	ID           string        `json:"id"`
	Act          string        `json:"act"`
	Status       string        `json:"status"`
	PLOVER       string        `json:"plover"`
	Mode         string        `json:"mode"`
	Contexts     []string      `json:"contexts"`
	CAMEO        string        `json:"cameo"`
	Quad         int           `json:"quad"`
	Goldstein    *float64      `json:"goldstein"`
	Scale        string        `json:"scale"` // the table that Goldstein comes from
	Mutual       bool          `json:"mutual"`
	Source       []string      `json:"source"`
	Target       []string      `json:"target"`
	SourceWords  []Span        `json:"source_words"`
	TargetWords  []Span        `json:"target_words"`
	Participants []Participant `json:"participants"`
	Level        string        `json:"level"`
	When         When          `json:"when"`
	Where        string        `json:"where"`
	Topics       []string      `json:"topics"`
	AccordingTo  []string      `json:"according_to"`
	BecauseOf    []string      `json:"because_of"`
	Anchor       []Span        `json:"anchor"`
	Evidence     []Span        `json:"evidence"`
	Confidence   float64       `json:"confidence"`
	Why          []string      `json:"why,omitempty"`
}

// Participant is a person or body that took part in an event.
type Participant struct {
	Actor string `json:"actor"`
	Role  string `json:"role"` // delegate, host, mediator, signatory, speaker, victim, observer
}

// When is the days on which an event happened or is to happen.
type When struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Vague bool   `json:"vague"`
	Time  string `json:"time"`  // id of the expression that the days come from
	Basis string `json:"basis"` // stated, resolved, inherited, or empty
}

// LeftOut is something seen and not coded, and why.
type LeftOut struct {
	Span Span   `json:"span"`
	Why  string `json:"why"`
}
