package ledger

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/openlines/openlines/record"
)

// Event is one happening: what all its mentions tell, put together. It is made from its mentions and corrections alone.
type Event struct {
	ID                 string       `json:"id"`
	Act                string       `json:"act"`
	Status             string       `json:"status"`
	StatusHistory      []Step       `json:"status_history"`
	PLOVER             string       `json:"plover"`
	Mode               string       `json:"mode"`
	Contexts           []string     `json:"contexts"`
	CAMEO              string       `json:"cameo"`
	Quad               int          `json:"quad"`
	Goldstein          *float64     `json:"goldstein"`
	Scale              string       `json:"scale"`
	Mutual             bool         `json:"mutual"`
	Source             []Party      `json:"source"`
	Target             []Party      `json:"target"`
	Participants       []Person     `json:"participants"`
	Level              string       `json:"level"`
	When               record.When  `json:"when"`
	Where              *Place       `json:"where"`
	Topics             []string     `json:"topics"`
	AccordingTo        []Says       `json:"according_to"`
	Confidence         float64      `json:"confidence"`
	FirstReport        string       `json:"first_report"`
	LastReport         string       `json:"last_report"`
	Articles           int          `json:"articles"`
	IndependentSources int          `json:"independent_sources"`
	Accounts           []Account    `json:"accounts"`
	Differences        []Difference `json:"differences"`
	Mentions           []MentionRef `json:"mentions"`
	Corrections        []Correction `json:"corrections"`
	Rejected           bool         `json:"rejected"`
	Linked             []LinkedWhy  `json:"linked"`
	members            []*Mention   // in order
	roots              []int64      // of each the article that its article copies
	family             family       // of the first mention
	contact            bool
	id                 int64 // the store's
}

// MentionRef names where an event is told.
type MentionRef struct {
	Article string        `json:"article"`
	Event   string        `json:"event"`
	Anchor  []record.Span `json:"anchor"`
}

// LinkedWhy says why a mention was linked with those before it.
type LinkedWhy struct {
	Mention string `json:"mention"`
	Why     string `json:"why"`
}

// Account is what one article says of a happening.
type Account struct {
	Article   string      `json:"article"`
	Outlet    string      `json:"outlet"`
	Title     string      `json:"title"`
	URL       string      `json:"url"`
	Published string      `json:"published"`
	Copy      bool        `json:"copy"` // it copies an article that is among the accounts too
	Mention   string      `json:"mention"`
	Status    string      `json:"status"`
	When      record.When `json:"when"`
	Where     string      `json:"where"`
	Numbers   []string    `json:"numbers"`
	Character []string    `json:"character"` // words for how a meeting was: "candid", "tense"
	By        []Says      `json:"by"`
	Anchor    string      `json:"anchor"`
	Words     string      `json:"words"`
}

// Difference is a point on which accounts differ, with the articles that hold each value.
type Difference struct {
	Field  string            `json:"field"` // status, day, place, character, number
	Values []DifferenceValue `json:"values"`
}

// DifferenceValue is one of the values.
type DifferenceValue struct {
	Value    string   `json:"value"`
	Articles []string `json:"articles"`
}

// build makes the event of a cluster's mentions, which are in order; roots are the articles that their articles copy.
func (r *rules) build(members []*Mention, roots []int64) Event {
	first := members[0]
	e := Event{ID: first.Name, members: members, roots: roots, StatusHistory: history(members), FirstReport: first.Published, LastReport: members[len(members)-1].Published,
		Corrections: []Correction{}, Linked: []LinkedWhy{}}
	e.Status = folded(first.Status)
	if n := len(e.StatusHistory); n > 0 {
		e.Status = e.StatusHistory[n-1].Status
	}
	best := representative(members, e.Status)
	e.Act, e.PLOVER, e.Mode, e.CAMEO, e.Quad, e.Goldstein, e.Scale = best.Act, best.PLOVER, best.Mode, best.CAMEO, best.Quad, best.Goldstein, best.Scale
	e.Mutual, e.Source, e.Target = best.Mutual, r.withCOW(best.Source), r.withCOW(best.Target)
	e.Level, e.When, e.Where, e.Confidence = best.Level, best.When, best.Where, best.Confidence
	e.Contexts, e.Topics, e.Participants, e.AccordingTo = []string{}, []string{}, []Person{}, []Says{}
	articles := map[string]bool{}
	for _, m := range members {
		e.Mentions = append(e.Mentions, MentionRef{m.Article, m.Event, append([]record.Span{}, m.Anchor...)})
		articles[m.Article] = true
		e.Contexts, e.Topics = union(e.Contexts, m.Contexts), union(e.Topics, m.Topics)
		e.addPeople(m.People)
		for _, s := range m.AccordingTo {
			if !slices.Contains(e.AccordingTo, s) {
				e.AccordingTo = append(e.AccordingTo, s)
			}
		}
	}
	// what the best mention leaves open is taken from the others, those of the final status first
	byStatus := slices.Clone(members)
	slices.SortStableFunc(byStatus, func(a, b *Mention) int { return agree(b, e.Status) - agree(a, e.Status) })
	for _, m := range byStatus {
		if e.Level == "" {
			e.Level = m.Level
		}
		if len(e.Target) == 0 {
			for _, p := range slices.Concat(m.Target, m.Source) {
				if !slices.ContainsFunc(e.Source, func(x Party) bool { return x.Code() == p.Code() }) {
					e.Target = append(e.Target, r.withCOW([]Party{p})...)
				}
			}
		}
		if agree(m, e.Status) > 0 || held2(m.Status) {
			if e.When.From == "" {
				e.When = m.When
			}
			if e.Where == nil || e.Where.Level == "country" && m.Where != nil && m.Where.Level != "country" {
				e.Where = cmp.Or(m.Where, e.Where)
			}
		}
	}
	e.Articles, e.IndependentSources = len(articles), independent(members, roots)
	e.accounts(roots)
	for i := range e.Accounts { // lists are never null
		a := &e.Accounts[i]
		a.By, a.Numbers, a.Character = append([]Says{}, a.By...), append([]string{}, a.Numbers...), []string{}
		if first.family(r) == contacts {
			a.Character = append(a.Character, r.characterOf(a.Words)...)
		}
	}
	e.differ(r)
	return e
}

// independent counts the sources that have reported for themselves: copies of an article are its own source, and so is all that one outlet writes.
func independent(members []*Mention, roots []int64) int {
	sources, seen := map[string]bool{}, map[int64]bool{}
	for i, m := range members {
		if seen[roots[i]] { // who prints a copy may have reporters of its own
			continue
		}
		seen[roots[i]] = true
		source := strings.ToLower(strings.TrimSpace(m.Outlet))
		if source == "" {
			source = "article " + strconv.FormatInt(roots[i], 10)
		}
		sources[source] = true
	}
	return len(sources)
}

func held2(status string) bool { return folded(status) == record.Happened }

func agree(m *Mention, status string) int {
	if folded(m.Status) == status {
		return 1
	}
	return 0
}

// representative is the mention that tells most: of the final status, then the latest plan or the fullest and surest.
func representative(members []*Mention, status string) *Mention {
	full := func(m *Mention) float64 {
		n := m.Confidence + float64(agree(m, status))*10 + min(float64(len(m.People)), 3)*.1
		if m.When.From != "" {
			n += .6
			if m.When.From == m.When.To {
				n += .2
			}
		}
		if m.Where != nil && m.Where.Level != "country" {
			n += .2
		}
		if len(m.Target) > 0 {
			n += .5
		}
		return n
	}
	best := members[0]
	for _, m := range members[1:] {
		if full(m) > full(best) || status == record.Planned && agree(m, status) > 0 && m.When.From > best.When.From {
			best = m
		}
	}
	return best
}

func union(a, b []string) []string {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

func (e *Event) addPeople(list []Person) {
	for _, p := range list {
		at := slices.IndexFunc(e.Participants, func(x Person) bool {
			return x.Key == p.Key || lastName(x.Name) == lastName(p.Name) && (x.Country == p.Country || p.Country == "" || x.Country == "")
		})
		switch {
		case at < 0:
			e.Participants = append(e.Participants, p)
		case p.Office != "" && !isCounterpart(p.Office) && isCounterpart(cmp.Or(e.Participants[at].Office, "counterpart")):
			e.Participants[at].Office = p.Office
		}
	}
}

// isCounterpart says whether words name an office only by that of another person: "her Chinese counterpart".
func isCounterpart(office string) bool {
	return strings.HasSuffix(strings.ToLower(office), "counterpart")
}

func lastName(s string) string {
	s = fold(strings.ToLower(s))
	return s[strings.LastIndexByte(s, ' ')+1:]
}

func (r *rules) withCOW(list []Party) []Party {
	out := append([]Party{}, list...)
	for i := range out {
		out[i].COW = r.cow[out[i].Country]
	}
	return out
}

// accounts puts together what each article says: its status, days and place are those of its last word on the happening, as far as that has them.
func (e *Event) accounts(roots []int64) {
	seen := map[int64]bool{}
	i := 0
	for _, told := range byArticle(e.members) {
		members := e.members[i : i+len(told)]
		first, status := members[0], told[len(told)-1].Status
		a := Account{Article: first.Article, Outlet: first.Outlet, Title: first.Title, URL: first.URL, Published: first.Published, Copy: seen[roots[i]],
			Mention: first.Name, Status: status, By: first.AccordingTo, Anchor: first.AnchorWords}
		seen[roots[i]] = true
		i += len(told)
		byStatus := slices.Clone(members)
		slices.SortStableFunc(byStatus, func(x, y *Mention) int { return agree(y, folded(status)) - agree(x, folded(status)) })
		for _, m := range byStatus {
			if a.When.From == "" {
				a.When = m.When
			}
			if a.Where == "" && m.Where != nil {
				a.Where = m.Where.Name
			}
		}
		for k, m := range members {
			if k == 0 || !strings.Contains(a.Words, m.Words) {
				a.Words = strings.TrimPrefix(a.Words+" … "+m.Words, " … ")
				a.Numbers = union(a.Numbers, numbers(m.Words))
			}
		}
		e.Accounts = append(e.Accounts, a)
	}
}

// differ finds where accounts contradict each other: whether it happened, on which day, where, how it was, and numbers of the same thing.
func (e *Event) differ(r *rules) {
	e.Differences = []Difference{}
	note := func(field string, value func(*Account) string, clash func(values []string) bool) {
		by := map[string][]string{}
		var order []string
		for i := range e.Accounts {
			if v := value(&e.Accounts[i]); v != "" {
				if by[v] == nil {
					order = append(order, v)
				}
				by[v] = append(by[v], e.Accounts[i].Article)
			}
		}
		if len(order) < 2 || !clash(order) {
			return
		}
		d := Difference{Field: field}
		for _, v := range order {
			d.Values = append(d.Values, DifferenceValue{v, by[v]})
		}
		e.Differences = append(e.Differences, d)
	}
	note("status", func(a *Account) string {
		switch s := folded(a.Status); s {
		case record.Happened, record.Denied, record.Negated:
			return s
		}
		return ""
	}, func([]string) bool { return true })
	heldDay := func(a *Account) string {
		if folded(a.Status) != e.Status || a.When.Vague || a.When.From == "" || e.Status == record.Planned {
			return ""
		}
		return strings.TrimSuffix(a.When.From+"/"+a.When.To, "/"+a.When.From)
	}
	note("day", heldDay, disjoint)
	note("place", func(a *Account) string {
		if folded(a.Status) != e.Status {
			return ""
		}
		return a.Where
	}, func(v []string) bool { return e.placesClash(v) })
	note("character", func(a *Account) string { return strings.Join(a.Character, ", ") }, r.characterClash)
	if d, ok := e.numbersClash(); ok {
		e.Differences = append(e.Differences, d)
	}
}

func disjoint(days []string) bool {
	for i, a := range days {
		af, at, ok := strings.Cut(a, "/")
		if !ok {
			at = af
		}
		for _, b := range days[i+1:] {
			bf, bt, ok := strings.Cut(b, "/")
			if !ok {
				bt = bf
			}
			if af > bt || bf > at {
				return true
			}
		}
	}
	return false
}

// placesClash says whether two of the places are neither the same nor one the country of the other.
func (e *Event) placesClash(names []string) bool {
	cities := map[string]bool{}
	for _, m := range e.members {
		if m.Where != nil && m.Where.Level != "country" && slices.Contains(names, m.Where.Name) {
			cities[fold(strings.ToLower(m.Where.Name))] = true
		}
	}
	return len(cities) > 1
}

// Coded is why one mention was coded as it was: the rows of the event tables.
type Coded struct {
	Mention string   `json:"mention"`
	Article string   `json:"article"`
	Act     string   `json:"act"`
	Status  string   `json:"status"`
	Why     []string `json:"why"`
}

// Coding says of each mention of an event why it was coded as it was, from the articles' records.
func (l *Ledger) Coding(ctx context.Context, e *Event) ([]Coded, error) {
	out := make([]Coded, 0, len(e.members))
	records := map[string]*record.Record{}
	for _, m := range e.members {
		r := records[m.Article]
		if r == nil {
			a, err := l.Article(ctx, m.Article)
			if err != nil {
				return nil, err
			}
			r = &a.Record
			records[m.Article] = r
		}
		c := Coded{Mention: m.Name, Article: m.Article, Act: m.Act, Status: m.Status, Why: []string{}}
		if m.Seq < len(r.Events) {
			c.Why = r.Events[m.Seq].Why
		}
		out = append(out, c)
	}
	return out, nil
}

// Contact says whether the event is a meeting, visit, call or talks.
func (e *Event) Contact() bool { return e.contact }
