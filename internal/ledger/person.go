package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/openlines/openlines/record"
)

// PersonView is what the ledger knows of a person.
type PersonView struct {
	Key     string   `json:"key"`
	Name    string   `json:"name"`
	Country string   `json:"country"`
	Offices []Office `json:"offices"`
	Events  []Event  `json:"events"` // in which the person took part, the latest first
	Quotes  []Quote  `json:"quotes"` // what the person said
	AboutIt []Quote  `json:"about"`  // what others said about the person
	Others  []string `json:"others"` // keys of other persons whom the name fits
}

// Office is an office as articles word it, and the days of the first and last article that does.
type Office struct {
	Office string `json:"office"`
	First  string `json:"first"`
	Last   string `json:"last"`
}

// Quote is a statement with its words and where they stand.
type Quote struct {
	Article   string        `json:"article"`
	Outlet    string        `json:"outlet"`
	Title     string        `json:"title"`
	URL       string        `json:"url"`
	Published string        `json:"published"`
	Statement string        `json:"statement"`
	Speaker   string        `json:"speaker"`
	Key       string        `json:"key"`
	Office    string        `json:"office"`
	Country   string        `json:"country"`
	Cue       string        `json:"cue"`
	Words     string        `json:"words"`
	Verbatim  []string      `json:"verbatim"` // what stands in quotation marks
	Content   []record.Span `json:"content"`
}

// Person gives the person whom a name or key fits best: the one that most articles name.
func (l *Ledger) Person(ctx context.Context, name string, limit int) (PersonView, error) {
	v := PersonView{Offices: []Office{}, Others: []string{}}
	pattern := normal("person", name)
	exact := strings.HasPrefix(name, record.Person+":")
	if exact {
		pattern = name
	}
	type found struct {
		view  PersonView
		count int
	}
	by := map[string]*found{}
	var order []*found
	err := l.query(ctx, func(scan func(...any) error) error {
		var key, n, country string
		var o Office
		if err := scan(&key, &n, &country, &o.Office, &o.First, &o.Last); err != nil {
			return err
		}
		f := by[key]
		if f == nil {
			f = &found{view: PersonView{Key: key, Name: n, Country: country, Offices: []Office{}, Others: []string{}}}
			by[key] = f
			order = append(order, f)
		}
		f.count++
		if len(n) > len(f.view.Name) {
			f.view.Name = n
		}
		if o.Office != "" {
			f.view.Offices = append(f.view.Offices, o)
		}
		return nil
	}, "SELECT person, name, country, office, first, last FROM persons WHERE person LIKE $1 ESCAPE '\\' ORDER BY person, first, office LIMIT 2000", map[bool]string{true: escapeLike(pattern), false: "%" + escapeLike(pattern) + "%"}[exact])
	if err != nil {
		return v, err
	}
	if len(order) == 0 {
		return v, fmt.Errorf("%q: %w", name, ErrNotFound)
	}
	for _, f := range order {
		var n int
		if err := l.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM people WHERE person = $1) + (SELECT count(*) FROM statements WHERE person = $1)", f.view.Key).Scan(&n); err != nil {
			return v, plain(err)
		}
		f.count += 10 * n
	}
	slices.SortStableFunc(order, func(a, b *found) int { return b.count - a.count })
	v = order[0].view
	for _, f := range order[1:] {
		v.Others = append(v.Others, f.view.Key)
	}
	if limit <= 0 {
		limit = 50
	}
	if v.Events, err = l.events(ctx, "SELECT e.linked FROM people e JOIN linked l ON l.id = e.linked WHERE e.person = $1 AND l.rejected = 0 ORDER BY e.day DESC, l.name DESC LIMIT $2", v.Key, limit); err != nil {
		return v, err
	}
	if v.Quotes, err = l.quotes(ctx, "SELECT id FROM statements WHERE person = $1 ORDER BY published DESC, id DESC LIMIT $2", v.Key, limit); err != nil {
		return v, err
	}
	last := v.Name[strings.LastIndexByte(v.Name, ' ')+1:]
	v.AboutIt, err = l.quotesWith(ctx, []clause{{any: []string{last}}, {not: true, any: []string{key("person", v.Key)}}}, &where{l: l}, limit)
	return v, err
}

// QuoteOptions says which quotations are wanted.
type QuoteOptions struct {
	By    string // a name, the code of a state (by its people), or the key of a body (by it and its people)
	About string // words
	Since string
	Until string
	Limit int
}

// Quotes gives what people said, the latest first.
func (l *Ledger) Quotes(ctx context.Context, o QuoteOptions) ([]Quote, error) {
	if err := checkDays(o.Since, o.Until); err != nil {
		return nil, err
	}
	if o.Limit <= 0 {
		o.Limit = 50
	}
	w := &where{l: l}
	if o.Since != "" {
		w.and = append(w.and, "s.published >= "+w.arg(o.Since))
	}
	if o.Until != "" {
		w.and = append(w.and, "s.published <= "+w.arg(o.Until))
	}
	var words []clause
	for word := range strings.FieldsSeq(o.About) {
		words = append(words, clause{any: []string{word}})
	}
	by := clause{}
	if o.By != "" {
		if code := strings.ToUpper(o.By); l.rules.stateNames[code] != "" {
			w.and = append(w.and, "s.country = "+w.arg(code))
			by.any = []string{key("country", code)}
		} else {
			people, err := l.peopleNamed(ctx, o.By)
			if err != nil || len(people) == 0 {
				return []Quote{}, err
			}
			var list []string
			for _, p := range people {
				list, by.any = append(list, w.arg(p)), append(by.any, key("person", p))
			}
			w.and = append(w.and, "s.person IN ("+strings.Join(list, ", ")+")")
		}
	}
	if len(words) == 0 {
		w.and = append(w.and, "1 = 1")
		return l.quotes(ctx, "SELECT s.id FROM statements s WHERE "+strings.Join(w.and, " AND ")+" ORDER BY s.published DESC, s.id DESC LIMIT "+w.arg(o.Limit), w.args...)
	}
	if len(by.any) > 0 {
		words = append(words, by)
	}
	return l.quotesWith(ctx, words, w, o.Limit)
}

// quotesWith gives the latest statements with words, and what else w asks of them.
func (l *Ledger) quotesWith(ctx context.Context, words []clause, w *where, limit int) ([]Quote, error) {
	w.and = append(w.and, w.match("sayings", words...), "s.id = "+idOf("sayings"))
	return l.quotes(ctx, "SELECT s.id FROM sayings CROSS JOIN statements s WHERE "+strings.Join(w.and, " AND ")+" ORDER BY sayings.rowid DESC LIMIT "+w.arg(limit), w.args...)
}

// peopleNamed gives the keys of people whose name has a part; by the key of a body that of the body and of its people.
func (l *Ledger) peopleNamed(ctx context.Context, name string) ([]string, error) {
	const most = 500
	var out []string
	query, args := "SELECT DISTINCT person FROM persons WHERE person LIKE $1 ESCAPE '\\' ORDER BY person LIMIT $2", []any{"%" + escapeLike(normal("person", name)) + "%", most}
	if strings.Contains(name, ":") && !strings.HasPrefix(name, record.Person+":") {
		key := Code(name)
		query = "SELECT DISTINCT person FROM statements WHERE person = $1 OR person >= $2 AND person < $3 ORDER BY person LIMIT $4"
		args = []any{key, key + ":", key + ";", most}
	}
	err := l.query(ctx, func(scan func(...any) error) error {
		var p string
		err := scan(&p)
		out = append(out, p)
		return err
	}, query, args...)
	return out, err
}

// quotes loads statements from their articles' records.
func (l *Ledger) quotes(ctx context.Context, query string, args ...any) ([]Quote, error) {
	var ids []int64
	err := l.query(ctx, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	out := make([]Quote, 0, len(ids))
	records := map[int64]*record.Record{}
	for _, id := range ids {
		r := records[id>>16]
		if r == nil {
			r = new(record.Record)
			var data []byte
			if err := l.db.QueryRowContext(ctx, "SELECT record FROM records WHERE article = $1", id>>16).Scan(&data); err != nil {
				return nil, plain(err)
			}
			if err := unpack(data, r); err != nil {
				return nil, err
			}
			records[id>>16] = r
		}
		if k := int(id & 0xffff); k < len(r.Statements) {
			out = append(out, quoteOf(r, &r.Statements[k]))
		}
	}
	return out, nil
}

func quoteOf(r *record.Record, s *record.Statement) Quote {
	text := newText(r.Article.Text)
	q := Quote{Article: r.Article.ID, Outlet: r.Article.Outlet, Title: r.Article.Title, URL: r.Article.URL, Published: r.Article.Published, Statement: s.ID,
		Cue: text.words(s.Cue), Words: text.words(s.Content), Content: s.Content, Verbatim: []string{}, Speaker: text.words(s.Source)}
	for _, span := range s.Quotes {
		q.Verbatim = append(q.Verbatim, text.words([]record.Span{span}))
	}
	for i := range r.Actors {
		if a := &r.Actors[i]; a.ID == s.Speaker {
			q.Speaker, q.Key, q.Office, q.Country = a.Name, a.Key, a.Office, a.Country
		}
	}
	return q
}
