package quote

import "github.com/openlines/openlines/internal/doc"

// Who is quoted by somebody else is the speaker: "the minister was quoted as saying", "she quoted him as telling the court that".

// quotedAs is the "quoted" or "cited" of "quoted as saying" where token v is the "saying"; else None.
func (s *scan) quotedAs(v int32) int32 {
	d := s.d
	if d.Tokens[v].XPOS != "VBG" || v < 2 || !s.isForm(v-1, "as") {
		return doc.None
	}
	for i := v - 2; i >= s.around(v).First && v-i < longestLabel; i-- {
		switch d.Tokens[i].UPOS {
		case "VERB":
			if l := d.Tokens[i].Lemma; l == "quote" || l == "cite" {
				return i
			}
			return doc.None
		case "AUX", "SCONJ":
			return doc.None
		}
	}
	return doc.None
}

// whoIsQuoted is the speaker of "quoted as saying", and where the words of saying begin: the subject of the passive, the object of the active.
func (s *scan) whoIsQuoted(quoted, v int32) (who, int32) {
	d := s.d
	w := who{head: doc.None, pronoun: doc.None, subject: doc.None, top: v}
	if object := (doc.Span{First: quoted + 1, End: v - 1}); object.Len() > 0 && !s.isForm(object.First, "by") {
		w.head = s.headOfPhrase(object)
		return w, v
	}
	first := quoted
	for first > s.around(v).First && (d.Tokens[first-1].UPOS == "AUX" || d.Tokens[first-1].UPOS == "ADV") {
		first--
	}
	if sp, _, ok := s.phraseBefore(quoted); ok && s.quotedBy[sp.First] == doc.None {
		w.head = s.headOfPhrase(sp)
	} else {
		w.head = s.whoSays(v).subject
	}
	return w, first
}
