package main

import (
	"encoding/json"
	"testing"
)

// TestGrowsTheSame holds that two growers make the same records, so that two measurements can be compared.
func TestGrowsTheSame(t *testing.T) {
	t.Chdir("..")
	grow := func() string {
		g, err := newGrower(t.Context(), 200)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for r, err := range g.records() {
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			last = string(data)
		}
		return last
	}
	if a, b := grow(), grow(); a != b {
		t.Errorf("the 200th record differs:\n%.300s\n%.300s", a, b)
	}
}
