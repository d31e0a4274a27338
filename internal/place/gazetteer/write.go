package gazetteer

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
)

// Entry is a place as Write takes it, with its main name and further names. Its country is that of its unit.
type Entry struct {
	Place
	Name  string
	Other []string
}

// Write writes the gazetteer. Unit 0 must be the empty unit; each unit names its country.
func Write(w io.Writer, units []Unit, entries []Entry) error {
	if len(units) > math.MaxUint16 {
		return fmt.Errorf("writing the gazetteer: %d units, more than two bytes count", len(units))
	}
	names := collect(units, entries)
	index := make(map[string]int, len(names))
	for i, n := range names {
		if len(n) > 255 {
			return fmt.Errorf("writing the gazetteer: the name %q is longer than 255 bytes", n)
		}
		index[n] = i
	}
	entries = slices.Clone(entries)
	sort.SliceStable(entries, func(i, j int) bool {
		a, b := &entries[i], &entries[j]
		if na, nb := index[a.Name], index[b.Name]; na != nb {
			return na < nb
		}
		return a.Size > b.Size
	})

	var countries []string
	for _, u := range units {
		if !slices.Contains(countries, u.Country) {
			countries = append(countries, u.Country)
		}
	}
	if len(countries) > 256 {
		return fmt.Errorf("writing the gazetteer: %d countries, more than a byte counts", len(countries))
	}
	var body []byte
	for _, c := range countries {
		body = append(body, fmt.Sprintf("%2.2s", c)...)
	}
	for _, u := range units {
		body = append(body, byte(slices.Index(countries, u.Country)))
		body = put24(body, index[u.Name])
		var code [4]byte
		if len(u.Code) <= len(code) {
			copy(code[:], u.Code)
		}
		body = append(body, code[:]...)
		body = binary.LittleEndian.AppendUint16(body, uint16(math.Round((u.Lat+90)/180*65535)))
		body = binary.LittleEndian.AppendUint16(body, uint16(math.Round((u.Lon+180)/360*65535)))
	}
	first := make([]int, len(names)+1)
	type pair struct{ name, place int }
	var other []pair
	for i, e := range entries {
		body = put24(body, e.GeoNames)
		body = put24(body, int(math.Round((e.Lat+90)*degree)))
		body = put24(body, int(math.Round((e.Lon+180)*degree)))
		body = binary.LittleEndian.AppendUint16(body, uint16(e.Unit))
		body = append(body, byte(min(255, math.Round(sizeSteps*e.Size))), byte(e.Kind))
		first[index[e.Name]+1]++
		for _, n := range e.Other {
			other = append(other, pair{index[n], i})
		}
	}
	for i := range names {
		first[i+1] += first[i]
	}
	for _, f := range first {
		body = put24(body, f)
	}
	slices.SortFunc(other, func(a, b pair) int {
		if a.name != b.name {
			return a.name - b.name
		}
		return a.place - b.place
	})
	other = slices.Compact(other)
	for _, o := range other {
		body = put24(put24(body, o.name), o.place)
	}
	var coded []byte
	for i, n := range names {
		shared := 0
		if i%blockSize == 0 {
			body = binary.LittleEndian.AppendUint32(body, uint32(len(coded)))
		} else {
			for shared < len(n) && shared < len(names[i-1]) && n[shared] == names[i-1][shared] {
				shared++
			}
		}
		coded = append(coded, byte(shared), byte(len(n)-shared))
		coded = append(coded, n[shared:]...)
	}
	out := []byte(magic)
	for _, n := range []int{len(countries), len(units), len(entries), len(names), len(other), len(coded)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	for _, part := range [][]byte{out, body, coded} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("writing the gazetteer: %w", err)
		}
	}
	return nil
}

// collect gives all names once, sorted by their folded form.
func collect(units []Unit, entries []Entry) []string {
	seen := make(map[string]string)
	add := func(n string) {
		if _, ok := seen[n]; !ok {
			seen[n] = Fold(n)
		}
	}
	for _, u := range units {
		add(u.Name)
	}
	for _, e := range entries {
		add(e.Name)
		for _, n := range e.Other {
			add(n)
		}
	}
	names := make([]string, 0, len(seen))
	for n := range seen {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := seen[names[i]], seen[names[j]]; a != b {
			return a < b
		}
		return names[i] < names[j]
	})
	return names
}

func put24(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }
