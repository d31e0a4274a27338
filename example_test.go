package openlines_test

import (
	"context"
	"fmt"
	"log"

	"github.com/openlines/openlines"
	"github.com/openlines/openlines/record"
)

// A Reader takes an article the whole way. Offsets count code points, so a span is cut out of the text as runes.
func ExampleReader_Read() {
	reader, err := openlines.Open(openlines.Options{})
	if err != nil {
		log.Fatal(err)
	}
	article := record.Article{
		Text:      "Norwegian Foreign Minister Kari Lund met her Swedish counterpart, Nils Berg, in Oslo on Monday.",
		Published: "2024-03-05",
	}
	r, err := reader.Read(context.Background(), article)
	if err != nil {
		log.Fatal(err)
	}
	names := map[string]string{}
	for _, a := range r.Actors {
		names[a.ID] = a.Name
	}
	text := []rune(r.Article.Text)
	for _, e := range r.Events {
		fmt.Println(e.Act, e.Status, e.When.From, e.PLOVER, e.CAMEO)
		for _, p := range e.Participants {
			fmt.Println(p.Role+":", names[p.Actor])
		}
		fmt.Println("words:", string(text[e.Anchor[0][0]:e.Anchor[0][1]]))
	}
	// Output:
	// meet happened 2024-03-04 CONSULT 040
	// delegate: Kari Lund
	// delegate: Nils Berg
	// words: met
}
