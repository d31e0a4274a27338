package doc

// Each stage calls its Index function once when its layer is complete; the lookups below then cost one slice access.

func (d *Document) fill(at *[]int32, n int, spans func(int) Span) {
	if cap(*at) < len(d.Tokens) {
		*at = make([]int32, len(d.Tokens))
	}
	*at = (*at)[:len(d.Tokens)]
	for i := range *at {
		(*at)[i] = None
	}
	for k := range n {
		s := spans(k)
		for i := s.First; i < s.End; i++ {
			if (*at)[i] == None {
				(*at)[i] = int32(k)
			}
		}
	}
}

func look(at []int32, i int32) int32 {
	if i < 0 || int(i) >= len(at) {
		return None
	}
	return at[i]
}

// IndexNames makes NameAt ready.
func (d *Document) IndexNames() {
	d.fill(&d.nameAt, len(d.Names), func(k int) Span { return d.Names[k].Span })
}

// NameAt is the name that covers token i, or None.
func (d *Document) NameAt(i int32) int32 { return look(d.nameAt, i) }

// IndexTimes makes TimeAt ready.
func (d *Document) IndexTimes() {
	d.fill(&d.timeAt, len(d.Times), func(k int) Span { return d.Times[k].Span })
}

// TimeAt is the time expression that covers token i, or None.
func (d *Document) TimeAt(i int32) int32 { return look(d.timeAt, i) }

// IndexPlaces makes PlaceAt ready.
func (d *Document) IndexPlaces() {
	d.fill(&d.placeAt, 0, nil)
	for k := range d.Places {
		for _, s := range d.Places[k].Mentions {
			for i := s.First; i < s.End; i++ {
				d.placeAt[i] = int32(k)
			}
		}
	}
}

// PlaceAt is the place whose mention covers token i, or None.
func (d *Document) PlaceAt(i int32) int32 { return look(d.placeAt, i) }

// IndexRefs makes RefAt ready.
func (d *Document) IndexRefs() {
	d.fill(&d.refAt, len(d.Refs), func(k int) Span { return Span{d.Refs[k].Head, d.Refs[k].Head + 1} })
}

// RefAt is the Ref headed by token i, or None.
func (d *Document) RefAt(i int32) int32 { return look(d.refAt, i) }
