package main

import (
	"encoding/json"
	"fmt"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/spf13/cobra"

	"github.com/openlines/openlines/record"
)

func newSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a record",
		Long: `Schema prints the JSON Schema (draft 2020-12) of a record: one JSON object an article. Offsets count Unicode code points of article.text.
CODEBOOK.md says what every field, status and code means.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := jsonschema.For[record.Record](nil)
			if err != nil {
				return fmt.Errorf("making the schema: %w", err)
			}
			s.Schema, s.ID, s.Title = "https://json-schema.org/draft/2020-12/schema", "urn:openlines:record:1", record.Format
			enc := json.NewEncoder(cmd.OutOrStdout())
			enc.SetIndent("", "  ")
			return enc.Encode(s)
		},
	}
}
