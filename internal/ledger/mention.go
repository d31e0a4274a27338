package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// Party is a side of an event: a state, a body, a group.
type Party struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Country string `json:"country"` // ISO 3166-1 alpha-3; empty for international bodies
	COW     string `json:"cow"`     // the Correlates of War number of the country
	CAMEO   string `json:"cameo"`
}

// Code is what the party counts as in pairs: its country, or for an international body the body's key. It is empty for a party that belongs to none.
func (p Party) Code() string {
	if p.Country != "" {
		return p.Country
	}
	head, _, _ := strings.Cut(p.Key, ":")
	if head != strings.ToUpper(head) { // person:, group:, org:
		return ""
	}
	return head
}

// Body is the key of the body that the party is or belongs to, "USA:white-house", by which its own events are found; "" for a party that is a whole
// state or international body, and for people of nowhere.
func (p Party) Body() string {
	head, rest, ok := strings.Cut(p.Key, ":")
	if !ok || head == "group" || head == "person" {
		return ""
	}
	body, _, _ := strings.Cut(rest, ":")
	return head + ":" + body
}

// Person is somebody who took part.
type Person struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Office  string `json:"office"`
	Country string `json:"country"`
	Role    string `json:"role"`
}

// Place is where an event happened or is to happen.
type Place struct {
	Name     string   `json:"name"`
	Level    string   `json:"level"`
	Country  string   `json:"country"`
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
	GeoNames int      `json:"geonames"`
}

// Says is a statement that asserts an event.
type Says struct {
	Speaker string `json:"speaker"`
	Country string `json:"country"`
	Words   string `json:"words"`
}

// Mention is the event of one article, with the record's local ids resolved. Its JSON is what the store keeps; what the article's row has is not in it.
type Mention struct {
	Name        string        `json:"-"` // stable: day of publication and a hash of article and anchor
	Article     string        `json:"-"`
	Outlet      string        `json:"-"`
	URL         string        `json:"-"`
	Title       string        `json:"-"`
	Published   string        `json:"-"`
	Event       string        `json:"id"`          // the record's id
	Seq         int           `json:"n,omitempty"` // the event's place in the record
	Act         string        `json:"a,omitempty"`
	Status      string        `json:"s,omitempty"`
	PLOVER      string        `json:"p,omitempty"`
	Mode        string        `json:"mo,omitempty"`
	Contexts    []string      `json:"cx,omitempty"`
	CAMEO       string        `json:"c,omitempty"`
	Quad        int           `json:"q,omitempty"`
	Goldstein   *float64      `json:"g,omitempty"`
	Scale       string        `json:"sc,omitempty"`
	Mutual      bool          `json:"mu,omitempty"`
	Source      []Party       `json:"src,omitempty"`
	Target      []Party       `json:"tgt,omitempty"`
	People      []Person      `json:"ppl,omitempty"`
	Level       string        `json:"l,omitempty"`
	When        record.When   `json:"w"`
	Where       *Place        `json:"wh,omitempty"`
	Topics      []string      `json:"t,omitempty"`
	AccordingTo []Says        `json:"by,omitempty"`
	Anchor      []record.Span `json:"an,omitempty"`
	AnchorWords string        `json:"aw,omitempty"`
	Words       string        `json:"ew,omitempty"` // the evidence
	Confidence  float64       `json:"cf,omitempty"`
	Guess       []string      `json:"gu,omitempty"` // codes of parties that the article is about, for linking where a side is missing
}

// maxWords is how many bytes of evidence a mention keeps; the article's record has them all.
const maxWords = 800

// mentionsOf resolves the events of a record.
func (rules *rules) mentionsOf(r *record.Record) []Mention {
	if len(r.Events) == 0 {
		return nil
	}
	text := newText(r.Article.Text)
	actors := make(map[string]*record.Actor, len(r.Actors))
	for i := range r.Actors {
		actors[r.Actors[i].ID] = &r.Actors[i]
	}
	places := make(map[string]*record.Place, len(r.Places))
	for i := range r.Places {
		places[r.Places[i].ID] = &r.Places[i]
	}
	says := make(map[string]Says, len(r.Statements))
	for i := range r.Statements {
		s := &r.Statements[i]
		one := Says{Words: cut(text.words(s.Content), 300)}
		if a := actors[s.Speaker]; a != nil {
			one.Speaker, one.Country = a.Name, a.Country
			if a.Office != "" && a.Office != a.Name {
				one.Speaker += " (" + a.Office + ")"
			}
		} else {
			one.Speaker = text.words(s.Source)
		}
		says[s.ID] = one
	}
	guess := rules.salient(r)
	out := make([]Mention, 0, len(r.Events))
	seen := map[string]int{}
	for i := range r.Events {
		e := &r.Events[i]
		m := Mention{Article: r.Article.ID, Outlet: r.Article.Outlet, URL: r.Article.URL, Title: r.Article.Title, Published: r.Article.Published,
			Event: e.ID, Seq: i, Act: e.Act, Status: e.Status, PLOVER: e.PLOVER, Mode: e.Mode, Contexts: e.Contexts, CAMEO: e.CAMEO, Quad: e.Quad,
			Goldstein: e.Goldstein, Scale: e.Scale, Mutual: e.Mutual, Source: partiesOf(actors, e.Source), Target: partiesOf(actors, e.Target),
			Level: e.Level, When: e.When, Topics: e.Topics, Anchor: e.Anchor, AnchorWords: text.words(e.Anchor), Words: cut(text.words(e.Evidence), maxWords),
			Confidence: e.Confidence, Guess: guess}
		m.When.Time = ""
		if as := rules.readAs[m.Act]; as != "" && (m.Status == record.Happened || m.Status == record.Ongoing) {
			m.Status = as
		}
		for _, p := range e.Participants {
			if a := actors[p.Actor]; a != nil {
				m.People = append(m.People, Person{a.Key, a.Name, a.Office, a.Country, p.Role})
			}
		}
		if p := places[e.Where]; p != nil {
			m.Where = &Place{p.Name, p.Level, p.Country, p.Lat, p.Lon, p.GeoNames}
		}
		for _, s := range e.AccordingTo {
			if one, ok := says[s]; ok {
				m.AccordingTo = append(m.AccordingTo, one)
			}
		}
		m.Name = mentionName(&m)
		if n := seen[m.Name]; n > 0 { // two events with one anchor
			m.Name += "-" + string(rune('a'+min(n, 25)))
		}
		seen[mentionName(&m)]++
		out = append(out, m)
	}
	return out
}

func partiesOf(actors map[string]*record.Actor, ids []string) []Party {
	out := make([]Party, 0, len(ids))
	for _, id := range ids {
		if a := actors[id]; a != nil {
			out = append(out, Party{Key: a.Key, Name: a.Name, Kind: a.Kind, Country: a.Country, CAMEO: a.CAMEO})
		}
	}
	return out
}

var nameEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// mentionName is the id that a linked event has whose earliest mention this is. It comes from the article's id, the act's words and their place.
func mentionName(m *Mention) string {
	h := sha256.New()
	h.Write([]byte(m.Article + "\x00" + m.AnchorWords + "\x00"))
	for _, s := range m.Anchor {
		h.Write(binary.AppendVarint(binary.AppendVarint(nil, int64(s[0])), int64(s[1])))
	}
	if len(m.Anchor) == 0 {
		h.Write([]byte(m.Event))
	}
	day := strings.ReplaceAll(m.Published, "-", "")
	if day == "" {
		day = "undated"
	}
	return day + "-" + nameEncoding.EncodeToString(h.Sum(nil)[:5])
}

// salient are the codes of the states and bodies that an article is most about, at most four: those most mentioned, also in the title and the outlet's
// name ("Ministry of Foreign Affairs of Japan").
func (rules *rules) salient(r *record.Record) []string {
	count := map[string]int{}
	for i := range r.Actors {
		a := &r.Actors[i]
		if a.Kind != record.State && a.Kind != record.Organization || a.Country == "" && !strings.HasPrefix(a.CAMEO, "IGO") {
			continue
		}
		if code := (Party{Key: a.Key, Country: a.Country}).Code(); code != "" {
			n := 1 + len(a.Mentions)
			if a.Kind == record.State {
				n *= 2 // bodies are taken for another state's more easily
			}
			count[code] += n
		}
	}
	words := strings.FieldsFunc(strings.ToLower(r.Article.Title+" | "+r.Article.Outlet), func(c rune) bool { return c == ' ' || c == ',' || c == '(' || c == ')' || c == ':' })
	for i := range words {
		for n := range 3 {
			if i+n < len(words) {
				name := strings.Join(words[i:i+n+1], " ")
				if code := rules.stateWords[strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")]; code != "" {
					count[code] += 4
				}
			}
		}
	}
	codes := make([]string, 0, len(count))
	for c := range count {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	return codes[:min(len(codes), 4)]
}

// text cuts words out of an article by code points.
type text struct {
	s     string
	bytes []int // byte offset of each code point; nil where all are single bytes
}

func newText(s string) *text {
	for i := range len(s) {
		if s[i] >= 0x80 {
			t := &text{s: s, bytes: make([]int, 0, len(s))}
			for i := range s {
				t.bytes = append(t.bytes, i)
			}
			t.bytes = append(t.bytes, len(s))
			return t
		}
	}
	return &text{s: s}
}

func (t *text) cut(s record.Span) string {
	n := len(t.s)
	if t.bytes != nil {
		n = len(t.bytes) - 1
	}
	from, to := min(max(s[0], 0), n), min(max(s[1], 0), n)
	if from >= to {
		return ""
	}
	if t.bytes != nil {
		from, to = t.bytes[from], t.bytes[to]
	}
	return t.s[from:to]
}

// words joins the pieces of one thing, with white space made single.
func (t *text) words(spans []record.Span) string {
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		if w := strings.Join(strings.Fields(t.cut(s)), " "); w != "" {
			parts = append(parts, w)
		}
	}
	return strings.Join(parts, " … ")
}

// cut shortens s to at most n bytes, at a space.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > 0 {
		return s[:i] + " …"
	}
	return strings.ToValidUTF8(s[:n], "")
}

// before orders mentions: by publication, the undated last, then article, then place in the article.
func before(a, b *Mention) int {
	return cmp.Or(strings.Compare(undatedLast(a.Published), undatedLast(b.Published)), strings.Compare(a.Article, b.Article), cmp.Compare(a.Seq, b.Seq))
}

func undatedLast(day string) string {
	if day == "" {
		return "9999-99-99"
	}
	return day
}
