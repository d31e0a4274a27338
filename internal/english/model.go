package english

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sort"
	"unsafe"
)

// A model file is: magic, format version, length of the header, header (JSON), then the sections' bytes, each aligned
// to eight bytes. Numbers are little-endian. The sections are used where they lie in the program's image: loading a
// model reads its header and touches nothing else.
const (
	modelMagic   = "OLMODEL\x00"
	modelVersion = 1
)

// ModelInfo is what a model file says about itself.
type ModelInfo struct {
	Name     string             `json:"name"`
	Data     string             `json:"data"`      // what it was trained on
	DataHash string             `json:"data_hash"` // SHA-256 of the training files, first 16 hex digits
	Licence  string             `json:"licence"`
	Notice   string             `json:"notice"`
	Scores   map[string]float64 `json:"scores,omitempty"` // measured on the development sets when it was made
}

type modelSection struct {
	Name  string `json:"name"`
	Size  int    `json:"size"`  // bytes of one element
	Count int    `json:"count"` // elements
	At    int    `json:"at"`    // offset from the end of the header
}

type modelHeader struct {
	ModelInfo
	Sections []modelSection `json:"sections"`
}

// modelFile is an opened model.
type modelFile struct {
	info     ModelInfo
	sections map[string]modelSection
	body     string
}

// openModel checks the frame of a model file and refuses what this program cannot read.
func openModel(name, data string) (*modelFile, error) {
	const frame = len(modelMagic) + 8
	if len(data) < frame || data[:len(modelMagic)] != modelMagic {
		return nil, fmt.Errorf("opening the model %s: not a model file", name)
	}
	num := func(at int) int { return int(binary.LittleEndian.Uint32([]byte(data[at : at+4]))) }
	if v := num(len(modelMagic)); v != modelVersion {
		return nil, fmt.Errorf("opening the model %s: format %d, this program reads %d", name, v, modelVersion)
	}
	size := num(len(modelMagic) + 4)
	if size < 0 || frame+size > len(data) {
		return nil, fmt.Errorf("opening the model %s: torn header", name)
	}
	var h modelHeader
	if err := json.Unmarshal([]byte(data[frame:frame+size]), &h); err != nil {
		return nil, fmt.Errorf("opening the model %s: reading its header: %w", name, err)
	}
	if h.Name != name {
		return nil, fmt.Errorf("opening the model %s: the file holds the model %q", name, h.Name)
	}
	m := &modelFile{info: h.ModelInfo, sections: make(map[string]modelSection, len(h.Sections)), body: data[frame+size:]}
	for _, s := range h.Sections {
		if s.Size < 1 || s.Count < 0 || s.At < 0 || s.Count > len(m.body)/s.Size || s.At > len(m.body)-s.Count*s.Size {
			return nil, fmt.Errorf("opening the model %s: section %s lies outside the file", name, s.Name)
		}
		m.sections[s.Name] = s
	}
	return m, nil
}

// littleEndian says whether this machine's numbers lie as the file's do.
func littleEndian() bool {
	n := uint16(1)
	return *(*byte)(unsafe.Pointer(&n)) == 1
}

// section gives a section's numbers, in place where the machine allows it. The slice must not be written to.
func section[T int8 | uint8 | int16 | uint16 | int32 | uint32 | uint64 | float32](m *modelFile, name string) ([]T, error) {
	s, ok := m.sections[name]
	if !ok {
		return nil, fmt.Errorf("reading the model %s: no section %s", m.info.Name, name)
	}
	var zero T
	if s.Size != int(unsafe.Sizeof(zero)) {
		return nil, fmt.Errorf("reading the model %s: section %s has elements of %d bytes", m.info.Name, name, s.Size)
	}
	if s.Count == 0 {
		return nil, nil
	}
	raw := m.body[s.At : s.At+s.Count*s.Size]
	p := unsafe.Pointer(unsafe.StringData(raw))
	if uintptr(p)%unsafe.Alignof(zero) == 0 && (littleEndian() || s.Size == 1) {
		return unsafe.Slice((*T)(p), s.Count), nil
	}
	out := make([]T, s.Count)
	if err := binary.Read(bytes.NewReader([]byte(raw)), binary.LittleEndian, out); err != nil {
		return nil, fmt.Errorf("reading the model %s: section %s: %w", m.info.Name, name, err)
	}
	return out, nil
}

// text gives a section of bytes as a string, in place.
func (m *modelFile) text(name string) (string, error) {
	s, ok := m.sections[name]
	if !ok || s.Size != 1 {
		return "", fmt.Errorf("reading the model %s: no text section %s", m.info.Name, name)
	}
	return m.body[s.At : s.At+s.Count], nil
}

// modelWriter collects the sections of a model file.
type modelWriter struct {
	head modelHeader
	body []byte
}

func addSection[T int8 | uint8 | int16 | uint16 | int32 | uint32 | uint64 | float32](w *modelWriter, name string, values []T) {
	for len(w.body)%8 != 0 {
		w.body = append(w.body, 0)
	}
	var zero T
	w.head.Sections = append(w.head.Sections, modelSection{name, int(unsafe.Sizeof(zero)), len(values), len(w.body)})
	w.body, _ = binary.Append(w.body, binary.LittleEndian, values)
}

// bytes is the finished file.
func (w *modelWriter) bytes(info ModelInfo) ([]byte, error) {
	w.head.ModelInfo = info
	sort.SliceStable(w.head.Sections, func(i, j int) bool { return w.head.Sections[i].At < w.head.Sections[j].At })
	h, err := json.Marshal(w.head)
	if err != nil {
		return nil, fmt.Errorf("writing the model %s: %w", info.Name, err)
	}
	for (len(modelMagic)+8+len(h))%8 != 0 {
		h = append(h, ' ')
	}
	out := []byte(modelMagic)
	out = binary.LittleEndian.AppendUint32(out, modelVersion)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(h)))
	out = append(out, h...)
	return append(out, w.body...), nil
}

// SetScores puts scores into the header of a finished model file.
func SetScores(data []byte, scores map[string]float64) ([]byte, error) {
	const frame = len(modelMagic) + 8
	var h modelHeader
	if len(data) < frame {
		return nil, fmt.Errorf("putting scores into a model: not a model file")
	}
	size := int(binary.LittleEndian.Uint32(data[frame-4 : frame]))
	if size < 0 || frame+size > len(data) {
		return nil, fmt.Errorf("putting scores into a model: torn header")
	}
	if err := json.Unmarshal(data[frame:frame+size], &h); err != nil {
		return nil, fmt.Errorf("putting scores into a model: %w", err)
	}
	h.Scores = scores
	w := modelWriter{head: h, body: data[frame+size:]}
	return w.bytes(h.ModelInfo)
}
