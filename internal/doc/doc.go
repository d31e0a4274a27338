// Package doc is one article on its way through the stages: its text and the layers that the stages lay over it.
//
// Layers are flat slices that point at each other by index; None (-1) points nowhere. All positions are bytes of
// Document.Text (Range) or indexes of Document.Tokens (Span); the record package's code points are made at the very end.
// Each stage reads the layers to its left and fills its own:
//
//	english  Sentences, Tokens, Names, Mentions
//	when     Times
//	place    Places
//	actor    Actors, Refs
//	quote    Statements
//	event    Events, LeftOut
package doc

// None is the index that points nowhere.
const None int32 = -1

// Range is a half-open range of bytes of the article's text.
type Range struct{ Start, End int32 }

// Len is the number of bytes in r.
func (r Range) Len() int { return int(r.End - r.Start) }

// Holds says whether o lies within r.
func (r Range) Holds(o Range) bool { return r.Start <= o.Start && o.End <= r.End }

// Overlaps says whether r and o share a byte.
func (r Range) Overlaps(o Range) bool { return r.Start < o.End && o.Start < r.End }

// Span is a half-open range of token indexes.
type Span struct{ First, End int32 }

// Len is the number of tokens in s.
func (s Span) Len() int { return int(s.End - s.First) }

// Has says whether token i lies in s.
func (s Span) Has(i int32) bool { return s.First <= i && i < s.End }

// Holds says whether o lies within s.
func (s Span) Holds(o Span) bool { return s.First <= o.First && o.End <= s.End }

// Overlaps says whether s and o share a token.
func (s Span) Overlaps(o Span) bool { return s.First < o.End && o.First < s.End }

// Token is a syntactic word after Universal Dependencies.
type Token struct {
	Range
	Lemma string
	UPOS  string // UD's universal part of speech: NOUN, PROPN, VERB, AUX, ...
	XPOS  string // Penn tag: NN, NNP, VBD, ...
	Head  int32  // index of the head in Document.Tokens; None for the root of a sentence
	Rel   string // UD basic relation with its subtype: nsubj, nsubj:pass, obl, nmod:poss, ...
	Sent  int32  // index of the sentence

	firstChild, nextSibling int32
}

// SentenceKind tells the prose of an article from what stands around it.
type SentenceKind uint8

// Kinds of sentences.
const (
	Prose    SentenceKind = iota
	Headline              // a line without a closing stop above or between the paragraphs
	Dateline              // "GENEVA, March 3 (Agency) -": split off as a sentence of its own
	Byline
	Caption
)

// Sentence is a run of tokens.
type Sentence struct {
	Span
	Range
	Paragraph int32 // counted from 0; paragraphs are split by line breaks as the tokenizer reads them
	Kind      SentenceKind
}

// NameKind is the class of a name.
type NameKind uint8

// Classes of names, as in CoNLL-2003.
const (
	PER NameKind = iota + 1
	ORG
	LOC
	MISC
)

func (k NameKind) String() string { return [...]string{"", "PER", "ORG", "LOC", "MISC"}[k] }

// Name is a proper name. Names do not overlap and stand in order.
type Name struct {
	Span
	Kind NameKind
}

// MentionForm tells how a mention refers.
type MentionForm uint8

// Forms of mentions.
const (
	Proper  MentionForm = iota // "Jane Roe", "the State Department"
	Nominal                    // "the agency", "his counterpart"
	Pronoun                    // "he", "their"
)

// Mention is a noun phrase that coreference has put into a chain. Mentions of one chain mean the same.
type Mention struct {
	Span
	Head  int32
	Chain int32
	Form  MentionForm
}

// Time is a TIMEX3 expression. From and To are the calendar days that it covers, both inclusive.
type Time struct {
	Span
	Range
	Type     string // DATE, TIME, DURATION, SET
	Value    string
	From, To Date
	Vague    bool
	Relative bool // resolved against another day, not stated in full
}

// Place is a place with all its mentions in the article.
type Place struct {
	Name     string
	Level    string // country, admin1, admin2, city, site, region, sea
	Admin1   string
	Country  string // ISO 3166-1 alpha-3
	Lat, Lon float64
	Located  bool // Lat and Lon are known
	GeoNames int
	Mentions []Span
}

// Actor is a person, state, organization or group.
type Actor struct {
	Key     string
	Name    string
	Kind    string // record.Person, record.State, record.Organization, record.Group
	Country string
	CAMEO   string
	Office  string
	For     int32 // index of the actor that this one represents
}

// Ref is a phrase that refers to one actor or to several ("the two sides", "U.S. and Chinese officials"). Refs stand in
// order of their heads; two Refs never share a head.
type Ref struct {
	Span          // the phrase that names or denotes, with titles ("Foreign Minister Ma Zhaoxu"), without clauses
	Head    int32 // the token that heads it in the tree
	Name    Span  // the name alone where there is one ("Ma Zhaoxu"), else the same as Span
	Actors  []int32
	Form    MentionForm
	AsPlace bool // named where something happens ("in Beijing"), not who acts
}

// Statement is an attribution: who says what.
type Statement struct {
	Speaker  int32   // actor
	Source   []Range // the mention that names the speaker here
	Cue      []Range
	Content  []Range
	Quotes   []Range // the parts of Content printed in quotation marks, without the marks
	When     int32   // time of the saying
	About    []int32 // events
	CueToken int32   // head token of the cue; None where the quotation stands bare
	Body     []Span  // Content as tokens
	Why      []string
}

// Event is one happening. The derived codes are filled from Act and Status by table.
type Event struct {
	Act, Status              string
	PLOVER, Mode             string
	Contexts                 []string
	CAMEO                    string
	Quad                     int
	Goldstein                float64
	HasGoldstein             bool
	Scale                    string
	Mutual                   bool
	Source, Target           []int32 // actors
	SourceWords, TargetWords []Range
	Participants             []Participant
	Level                    string
	From, To                 Date
	Vague                    bool
	Time                     int32  // the Time that the days come from
	Basis                    string // stated, resolved, inherited, or empty
	Where                    int32  // place
	Topics                   []string
	AccordingTo              []int32 // statements
	BecauseOf                []int32 // events
	Trigger                  int32   // the token that names the event
	Anchor, Evidence         []Range
	Confidence               float64
	Why                      []string
}

// Participant is an actor that took part in an event.
type Participant struct {
	Actor int32
	Role  string
}

// LeftOut is something seen and not coded, and why.
type LeftOut struct {
	Range
	Why string
}

// Document is an article and its layers.
type Document struct {
	Text      string
	Title     string
	Outlet    string // who published it
	Published Date   // zero where unknown

	Sentences  []Sentence
	Tokens     []Token
	Names      []Name
	Mentions   []Mention
	Times      []Time
	Places     []Place
	Actors     []Actor
	Refs       []Ref
	Statements []Statement
	Events     []Event
	LeftOut    []LeftOut

	Explain bool // stages fill Why and LeftOut

	refAt, placeAt, timeAt, nameAt []int32
}

// Form is the token as written.
func (d *Document) Form(i int32) string {
	t := &d.Tokens[i]
	return d.Text[t.Start:t.End]
}

// Words is the text of a run of tokens as written.
func (d *Document) Words(s Span) string {
	if s.First >= s.End {
		return ""
	}
	r := d.Bytes(s)
	return d.Text[r.Start:r.End]
}

// Bytes is the range of bytes that a run of tokens covers.
func (d *Document) Bytes(s Span) Range {
	if s.First >= s.End {
		return Range{}
	}
	return Range{d.Tokens[s.First].Start, d.Tokens[s.End-1].End}
}
