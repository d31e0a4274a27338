package ledger

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/openlines/openlines/record"
)

// Added counts what Add did.
type Added struct {
	New, Same, Amended int
}

// batch is how many records go into one transaction; together is how many batches do where writing is what takes longest.
const (
	batch    = 500
	together = 4
)

// maxEvents is how many events and how many statements an article may have in the ledger: ids leave 16 bits for them.
const maxEvents = 1 << 16

// Add stores records and links their events. An article that is there already with the same record changes nothing, with another record it is
// amended and its old record kept. Batches of records are stored whole or not at all; what was stored before an error stays.
func (l *Ledger) Add(ctx context.Context, records iter.Seq2[record.Record, error]) (Added, error) {
	n, err := l.Store(ctx, records)
	if n.New+n.Amended > 0 || err == nil {
		err = errors.Join(err, l.Link(ctx))
	}
	return n, err
}

// Store stores records without linking them; [Ledger.Link] goes on from there, also after a crash. While a batch is written, the next one is read and prepared.
func (l *Ledger) Store(ctx context.Context, records iter.Seq2[record.Record, error]) (Added, error) {
	read, ready, failed := make(chan []record.Record), make(chan []prepared, together), make(chan struct{})
	go func() {
		defer close(ready)
		for list := range read {
			select {
			case ready <- l.prepareAll(list):
			case <-failed: // the rest is for nothing, and still taken
			}
		}
	}()
	var total Added
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		for list := range ready {
			for i := 1; i < together && len(ready) > 0; i++ { // what is ready is written together, as each transaction costs
				list = append(list, <-ready...)
			}
			n, e := l.storeBatch(ctx, list)
			if e != nil {
				err = e
				close(failed)
				return
			}
			total.New, total.Same, total.Amended = total.New+n.New, total.Same+n.Same, total.Amended+n.Amended
		}
	}()
	list, readErr := make([]record.Record, 0, batch), error(nil)
	send := func() (goesOn bool) {
		if len(list) == 0 {
			return true
		}
		select {
		case read <- list:
			list = make([]record.Record, 0, batch)
			return true
		case <-failed:
			return false
		}
	}
	for r, e := range records {
		if readErr = e; e != nil {
			break
		}
		if list = append(list, r); len(list) == batch && !send() {
			break
		}
	}
	send()
	close(read)
	<-done
	return total, errors.Join(readErr, err)
}

// prepared is a record ready for storing.
type prepared struct {
	r        *record.Record
	json     []byte // compressed
	hash     string
	sketch   []byte
	mentions []Mention
	pairs    []string
	data     [][]byte
	err      error
}

var (
	encoder = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
		if err != nil {
			panic(err) // the options are ours
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
		if err != nil {
			panic(err)
		}
		return d
	})
)

func (l *Ledger) prepare(r *record.Record) (p prepared) {
	p.r = r
	if r.Format != record.Format {
		p.err = fmt.Errorf("the record of %q has the format %q, want %q", r.Article.ID, r.Format, record.Format)
		return p
	}
	if r.Article.ID == "" {
		p.err = errors.New("a record whose article has no id")
		return p
	}
	if len(r.Events) > maxEvents || len(r.Statements) > maxEvents {
		p.err = fmt.Errorf("the record of %q has more than %d events or statements", r.Article.ID, maxEvents)
		return p
	}
	plainJSON, err := json.Marshal(r)
	if err != nil {
		p.err = err
		return p
	}
	sum := sha256.Sum256(plainJSON)
	p.hash = hex.EncodeToString(sum[:16])
	p.json = encoder().EncodeAll(plainJSON, nil)
	p.sketch = sketchOf(r.Article.Text)
	p.mentions = l.rules.mentionsOf(r)
	for i := range p.mentions {
		f := l.rules.feature(&p.mentions[i])
		p.pairs = append(p.pairs, f.pairOf())
		data, err := json.Marshal(&p.mentions[i])
		if err != nil {
			p.err = err
			return p
		}
		p.data = append(p.data, data)
	}
	return p
}

func (l *Ledger) prepareAll(list []record.Record) []prepared {
	ready := make([]prepared, len(list))
	var workers sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := w; i < len(list); i += runtime.GOMAXPROCS(0) {
				ready[i] = l.prepare(&list[i])
			}
		})
	}
	workers.Wait()
	return ready
}

// storeBatch stores all records or, where one is not fit for it, none.
func (l *Ledger) storeBatch(ctx context.Context, ready []prepared) (Added, error) {
	var n Added
	for i := range ready {
		if ready[i].err != nil {
			return n, ready[i].err
		}
	}
	err := l.inTx(ctx, func(tx *tx) error {
		n = Added{}
		s := storing{tx: tx, l: l, there: map[string]there{}, since: map[[2]string]string{}, people: map[[2]string][2]string{}, coverage: map[string]int{}}
		if err := errors.Join(tx.one("SELECT coalesce(max(id), 0) FROM articles", &s.last), s.lookUp(ready)); err != nil {
			return err
		}
		for i := range ready {
			if err := s.store(&ready[i], &n); err != nil {
				return fmt.Errorf("storing the record of %q: %w", ready[i].r.Article.ID, err)
			}
		}
		return s.pending()
	})
	return n, err
}

// storing is one batch on its way into the store.
type storing struct {
	tx       *tx
	l        *Ledger
	last     int64
	there    map[string]there        // the articles of the batch that are stored already, by name
	since    map[[2]string]string    // what is to be linked anew, from which day on
	people   map[[2]string][2]string // by key and office: the first and last day that is stored already
	coverage map[string]int          // articles more (or fewer) of a day
}

// there is what is stored of an article.
type there struct {
	id        int64
	hash      string
	version   int
	published string
}

// lookUp finds which articles of a batch are stored already.
func (s *storing) lookUp(ready []prepared) error {
	in := &where{l: s.l}
	names := make([]string, len(ready))
	for i := range ready {
		names[i] = in.arg(ready[i].r.Article.ID)
	}
	return s.tx.each(func(scan func(...any) error) error {
		var name string
		var a there
		err := scan(&name, &a.id, &a.hash, &a.version, &a.published)
		s.there[name] = a
		return err
	}, "SELECT name, id, hash, version, published FROM articles WHERE name IN ("+strings.Join(names, ", ")+")", in.args...)
}

func (s *storing) store(p *prepared, n *Added) error {
	a := &p.r.Article
	tx := s.tx
	was, known := s.there[a.ID]
	id, now := was.id, s.l.now().Unix()
	switch {
	case !known:
		s.last++
		id = s.last
		n.New++
		if err := errors.Join(
			tx.exec("INSERT INTO articles (id, name, url, outlet, title, published, added, hash, root, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1)",
				id, a.ID, a.URL, a.Outlet, a.Title, a.Published, now, p.hash),
			tx.exec("INSERT INTO records (article, sketch, record) VALUES ($1, $2, $3)", id, p.sketch, p.json)); err != nil {
			return err
		}
	case was.hash == p.hash:
		n.Same++
		return nil
	default:
		n.Amended++
		if err := s.amend(p, was, now); err != nil {
			return err
		}
	}
	s.there[a.ID] = there{id, p.hash, was.version + 1, a.Published}
	s.note("day", a.Published, a.Published)
	s.coverage[a.Published]++
	for i := range p.mentions {
		m := &p.mentions[i]
		mid := id<<16 + int64(i)
		if err := errors.Join(
			tx.exec("INSERT INTO mentions (id, name, pair, published, status, linked, why) VALUES ($1, $2, $3, $4, $5, 0, '')", mid, m.Name, p.pairs[i], undatedLast(a.Published), m.Status),
			tx.exec("INSERT INTO tellings (mention, data) VALUES ($1, $2)", mid, p.data[i])); err != nil {
			return err
		}
		s.note("pair", p.pairs[i], undatedLast(a.Published))
	}
	return errors.Join(s.statements(p.r, id), s.persons(p.r))
}

func (s *storing) note(kind, name, since string) {
	if have, ok := s.since[[2]string{kind, name}]; !ok || since < have {
		s.since[[2]string{kind, name}] = since
	}
}

// amend keeps the old record and takes away what came from it.
func (s *storing) amend(p *prepared, was there, now int64) error {
	tx, a, id, published := s.tx, &p.r.Article, was.id, was.published
	s.note("day", published, published)
	s.coverage[published]--
	began := map[int64]stored{} // events that began with one of its mentions: they begin anew
	if err := tx.each(func(scan func(...any) error) error {
		var pair, since, first string
		var was stored
		var mention, linked int64
		if err := scan(&mention, &linked, &pair, &since, &first, &was.name, &was.filed); err != nil {
			return err
		}
		s.note("pair", pair, min(since, cmp.Or(first, since)))
		if mention == linked {
			began[linked] = was
		}
		return nil
	}, "SELECT m.id, m.linked, m.pair, m.published, coalesce(l.first, ''), coalesce(l.name, ''), coalesce(l.filed, '') FROM mentions m LEFT JOIN linked l ON l.id = m.linked WHERE m.id >= $1 AND m.id < $2", id<<16, (id+1)<<16); err != nil {
		return err
	}
	for _, e := range slices.Sorted(maps.Keys(began)) {
		if err := s.l.dropEvent(tx, e, began[e]); err != nil {
			return err
		}
	}
	if err := tx.exec("INSERT INTO versions (article, version, replaced, record) SELECT a.id, a.version, $2, r.record FROM articles a JOIN records r ON r.article = a.id WHERE a.id = $1", id, now); err != nil {
		return err
	}
	if err := tx.each(func(scan func(...any) error) error {
		var sid int64
		err := scan(&sid)
		tx.unfiled = append(tx.unfiled, document{table: "sayings", id: sayingDocument(published, sid)})
		return err
	}, "SELECT id FROM statements WHERE id >= $1 AND id < $2", id<<16, (id+1)<<16); err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM mentions WHERE id >= $1 AND id < $2", "DELETE FROM tellings WHERE mention >= $1 AND mention < $2", "DELETE FROM statements WHERE id >= $1 AND id < $2"} {
		if err := tx.exec(q, id<<16, (id+1)<<16); err != nil {
			return err
		}
	}
	return errors.Join(
		tx.exec("UPDATE articles SET url = $2, outlet = $3, title = $4, published = $5, hash = $6, root = 0, version = $7 WHERE id = $1", id, a.URL, a.Outlet, a.Title, a.Published, p.hash, was.version+1),
		tx.exec("UPDATE records SET sketch = $2, record = $3 WHERE article = $1", id, p.sketch, p.json))
}

func (s *storing) statements(r *record.Record, id int64) error {
	if len(r.Statements) == 0 {
		return nil
	}
	s.tx.documents = append(s.tx.documents, sayingsOf(r, id)...)
	actors := make(map[string]*record.Actor, len(r.Actors))
	for i := range r.Actors {
		actors[r.Actors[i].ID] = &r.Actors[i]
	}
	for i := range r.Statements {
		st := &r.Statements[i]
		key, country := "", ""
		if a := actors[st.Speaker]; a != nil {
			key, country = a.Key, a.Country
		}
		sid := id<<16 + int64(i)
		if err := s.tx.exec("INSERT INTO statements (id, person, country, published) VALUES ($1, $2, $3, $4)", sid, key, country, r.Article.Published); err != nil {
			return err
		}
	}
	return nil
}

// persons writes down who is named, under which office and on which days.
func (s *storing) persons(r *record.Record) error {
	for i := range r.Actors {
		a := &r.Actors[i]
		if a.Kind != record.Person {
			continue
		}
		who, day := [2]string{a.Key, a.Office}, r.Article.Published
		known, ok := s.people[who]
		if ok && known[0] <= day && day <= known[1] {
			continue
		}
		if !ok {
			known = [2]string{day, day}
		}
		s.people[who] = [2]string{min(known[0], day), max(known[1], day)}
		if err := s.tx.exec(`INSERT INTO persons (person, name, country, office, first, last) VALUES ($1, $2, $3, $4, $5, $5)
			ON CONFLICT (person, office) DO UPDATE SET first = CASE WHEN excluded.first < persons.first THEN excluded.first ELSE persons.first END,
			last = CASE WHEN excluded.last > persons.last THEN excluded.last ELSE persons.last END`, a.Key, a.Name, a.Country, a.Office, day); err != nil {
			return err
		}
	}
	return nil
}

// pending writes down what is to be linked, and the days' articles.
func (s *storing) pending() error {
	for day, n := range s.coverage {
		if err := s.tx.exec("INSERT INTO coverage (day, articles) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET articles = coverage.articles + excluded.articles", day, n); err != nil {
			return err
		}
	}
	for k, since := range s.since {
		if err := s.tx.isPending(k[0], k[1], since); err != nil {
			return err
		}
	}
	return nil
}

// isPending writes down that a day or a pair is to be linked from a day on.
func (t *tx) isPending(kind, name, since string) error {
	return t.exec(`INSERT INTO pending (kind, name, since) VALUES ($1, $2, $3)
		ON CONFLICT (kind, name) DO UPDATE SET since = CASE WHEN excluded.since < pending.since THEN excluded.since ELSE pending.since END`, kind, name, since)
}
