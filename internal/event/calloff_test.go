package event

import "testing"

// Who calls off a meeting calls nobody, also where the tree gives the verb another subject.
func TestCallsOff(t *testing.T) {
	w := newWay(t)
	for text, want := range map[string]bool{
		"A meeting of defence ministers that had been planned for April was called off by Lima because of an election.": false,
		"The president of Peru called the Norwegian premier on Monday.":                                                 true,
	} {
		got := false
		for _, e := range w.read(text).Events {
			got = got || e.Act == "call"
		}
		if got != want {
			t.Errorf("%s: a call %v, want %v", text, got, want)
		}
	}
}
