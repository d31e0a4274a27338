package event

import (
	"slices"
	"testing"
)

// TestApart dates what stands some time apart from the main clause, and reads who is due where.
func TestApart(t *testing.T) {
	w := newWay(t)
	for _, c := range []struct{ text, want string }{
		{"Norway and Chad restored full relations on Monday, two years after both recalled their ambassadors over a border.\n", "recall_envoy happened 161 NOR>TCD 2022-01-01..2022-12-31"},
		{"The foreign ministers of Peru and Chile met in Lima on Monday, six months after the two countries expelled each other's diplomats.\n", "expel_diplomats happened 161 PER>CHL 2023-09-01..2023-09-30"},
		{"On Monday Norway and Chad restored relations, five years after Norway expelled three Chadian diplomats.\n", "expel_diplomats happened 161 NOR>TCD 2019-01-01..2019-12-31"},
		{"Norway recalled its ambassador from Chad on Monday, a week after Chad seized a Norwegian ship.\n", "seize happened 171 TCD>NOR 2024-02-26"},
		{"Norway lifted sanctions on Chad on Monday, a day before the foreign ministers of the two countries met in Rome.\n", "lift_sanctions happened 085 NOR>TCD 2024-03-04"},
		{"Danish Foreign Minister Jens Holm is due in Nairobi next week for talks.\n", "visit planned 036 DNK>KEN 2024-03-11..2024-03-17 @Nairobi"},
		{"Danish Foreign Minister Jens Holm is due in Kenya on Thursday.\n", "visit planned 036 DNK>KEN 2024-03-07 @Kenya"},
	} {
		d := w.read(c.text)
		var got []string
		for i := range d.Events {
			got = append(got, line(d, &d.Events[i]))
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%q: want %q, got %q", c.text, c.want, got)
		}
	}
}

// TestNarrowerDay takes the days that are told more exactly where a happening is told twice.
func TestNarrowerDay(t *testing.T) {
	w := newWay(t)
	d := w.read("Norway and Chad restored relations on Monday, five years after Norway broke off ties. Norway cut ties with Chad in May 2019.\n")
	for i := range d.Events {
		if line(d, &d.Events[i]) == "break_relations happened 161 NOR>TCD 2019-05-01..2019-05-31" {
			return
		}
	}
	t.Error("no month of the break")
}
