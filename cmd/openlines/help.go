package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// fitHelp lays the help of all commands out for a terminal of some columns.
func fitHelp(root *cobra.Command, width int) {
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), "FlagUsages ", fmt.Sprintf("FlagUsagesWrapped %d ", width)))
	var fit func(*cobra.Command)
	fit = func(cmd *cobra.Command) {
		cmd.Long = fitText(cmd.Long, width)
		for _, c := range cmd.Commands() {
			fit(c)
		}
	}
	fit(root)
}

// fitText breaks the paragraphs of a text anew; lines that begin with a space are rows and stay lines of their own.
func fitText(text string, width int) string {
	var out []string
	paragraph := ""
	end := func() {
		if paragraph != "" {
			out = append(out, hang(paragraph, 0, width))
		}
		paragraph = ""
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "":
			end()
			out = append(out, "")
		case line[0] == ' ':
			end()
			out = append(out, hang(line, column(line), width))
		default:
			paragraph = strings.TrimPrefix(paragraph+" "+line, " ")
		}
	}
	end()
	return strings.Join(out, "\n")
}

// column is where the last column of a row begins: after two spaces or more.
func column(row string) int {
	at := strings.LastIndex(row, "  ")
	if at < 0 {
		return 0
	}
	return utf8.RuneCountInString(row[:at+2])
}

// hang breaks a line between words at a width; what follows stands under column at, where that leaves room.
func hang(line string, at, width int) string {
	if at > width/2 {
		at = 4
	}
	var out strings.Builder
	n := 0
	for i, word := range strings.Split(line, " ") {
		k := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case n+1+k > width && n > at:
			out.WriteString("\n" + strings.Repeat(" ", at))
			n = at
		default:
			out.WriteByte(' ')
			n++
		}
		out.WriteString(word)
		n += k
	}
	return out.String()
}
