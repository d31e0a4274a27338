package actor

import "testing"

func TestBearer(t *testing.T) {
	for _, c := range []struct{ text, after, want string }{
		{"Peter Oduya died on Monday. His wife Grace Oduya was with him. He was a teacher. Oduya was born in Kisumu.", "Oduya was born", "Peter Oduya"},
		{"Tom Varga attacked three people. Mayor Ilona Varga spoke to reporters. Varga said that the city mourned.", "Varga said", "Ilona Varga"},
		{"Minister Laura Prieto called Peru. Carlos Prieto, a deputy, was angry. Prieto said it was naive. Prieto left.", "Prieto said", "Carlos Prieto"},
		{"Minister Laura Prieto called Peru. Carlos Prieto, a deputy, was angry. Prieto said it was naive. Prieto left.", "Prieto left", "Carlos Prieto"},
		{"Minister Laura Prieto called Peru. Carlos Prieto, her husband, was angry. Prieto said it was naive.", "Prieto said", "Laura Prieto"},
		{"Peter Oduya died on Monday. His brother Tom Oduya and his wife Fiona Oduya were there. He was a teacher. Mrs. Oduya wept.", "Oduya wept", "Fiona Oduya"},
		{"Foreign Minister Laura Prieto called Peru. Carlos Prieto, the mayor of Lima, was angry. It rained. Mayor Prieto said it was naive.", "Prieto said", "Carlos Prieto"},
		{"Minister Mohamad Hasan came. Mohamad said both had agreed. Envoy Mohamad Alamin was there.", "Mohamad said", "Mohamad Hasan"},
		{"Minister Fiona Gomez and her brother Zorb Gomez were there. Gomez spoke. Mr Gomez denied it.", "Gomez denied", "Zorb Gomez"},
		{"Jan Luk Moro was a minister. Jan Luk joined the party in 1990.", "Jan Luk joined", "Jan Luk Moro"},
	} {
		d := read(t, c.text, "2020-05-04")
		at := int32(-1)
		for i := range d.Tokens {
			if len(c.text)-int(d.Tokens[i].Start) >= len(c.after) && c.text[d.Tokens[i].Start:int(d.Tokens[i].Start)+len(c.after)] == c.after {
				at = int32(i)
			}
		}
		name := ""
		for k := range d.Refs {
			if r := &d.Refs[k]; r.First <= at && at < r.End && len(r.Actors) > 0 {
				name = d.Actors[r.Actors[0]].Name
			}
		}
		if name != c.want {
			t.Errorf("%q: %q means %q, not %q", c.text, c.after, name, c.want)
		}
	}
}
