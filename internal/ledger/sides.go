package ledger

import "slices"

// Side are the accounts of a happening by one of its parties, or in nobody's name.
type Side struct {
	Code     string // the party's; "" for reports in their own voice
	Accounts []Account
}

// Sides puts the accounts side by side: those of each party in the order of the event's parties, then the others.
func (e *Event) Sides() []Side {
	parties := union(codes(e.Source), codes(e.Target))
	by := map[string][]Account{}
	for _, a := range e.Accounts {
		side := ""
		for _, x := range a.By {
			if slices.Contains(parties, x.Country) {
				side = x.Country
				break
			}
		}
		by[side] = append(by[side], a)
	}
	var out []Side
	for _, code := range append(parties, "") {
		if len(by[code]) > 0 {
			out = append(out, Side{code, by[code]})
		}
	}
	return out
}
