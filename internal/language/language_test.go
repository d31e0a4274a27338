package language

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/openlines/openlines/internal/table"
)

func TestForeign(t *testing.T) {
	tables, err := fs.Sub(Tables, "tables")
	if err != nil {
		t.Fatal(err)
	}
	l, err := New(table.Dir{Builtin: tables})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"The two ministers met in Paris on Monday and agreed that their officials would talk again after the summit.": "",
		"Talks fail.": "",
		"Iran met Iraq. Iran met Iraq. Iran met Iraq. Iran met Iraq. Iran met Iraq.":                                                           "",
		"Die beiden Minister trafen sich am Montag in Paris und einigten sich darauf, dass die Gespräche nach dem Gipfel fortgesetzt werden.":  "German",
		"Les deux ministres se sont rencontrés lundi à Paris et ont convenu que les discussions se poursuivraient après le sommet de la paix.": "French",
		"Los dos ministros se reunieron el lunes en París y acordaron que las conversaciones continuarán después de la cumbre de la región.":   "Spanish",
		"Министры иностранных дел двух стран встретились в понедельник в Париже":                                                               "Cyrillic",
		"两国外长星期一在巴黎举行会谈，同意继续保持沟通":                                                                                                              "Han",
		"Mr. de la Cruz met la Señora in El Salvador, and the two said that they had been to Los Angeles with President de León.":              "",
	} {
		got := l.Foreign(text)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%.40q… is %q, want %q", text, got, want)
		}
	}
}
