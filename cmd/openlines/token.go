package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlines/openlines/internal/web"
)

func newTokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Say who may use the service: make, list and revoke tokens",
		Long: `A token lets its holder use the page and the API of openlines serve. Roles: read; correct; add (articles); admin (everything, webhooks too); each
of them may read. Only the token's SHA-256 is kept, in the ledger: the token itself is shown once.`,
	}
	cmd.AddCommand(newTokenAdd(), newTokenList(), newTokenRevoke())
	return cmd
}

func newTokenAdd() *cobra.Command {
	var f ledgerFlags
	var role string
	cmd := &cobra.Command{
		Use:     "add NAME",
		Short:   "Make a token and print it; it is shown this once",
		Example: "  openlines token add --role read,correct jane",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			roles, err := web.ParseRoles(role)
			if err != nil {
				return fmt.Errorf("--role: %w", err)
			}
			l, err := f.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer l.Close()
			secret, t := web.NewToken(args[0], roles, time.Now())
			if err := web.SaveToken(cmd.Context(), l, t); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), secret)
			return nil
		},
	}
	f.register(cmd, "")
	cmd.Flags().StringVar(&role, "role", "read", "read, correct, add, admin; several with commas")
	return cmd
}

func newTokenList() *cobra.Command {
	var f ledgerFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens: name, roles, when made, the beginning of the hash",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := f.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer l.Close()
			list, err := web.Tokens(cmd.Context(), l)
			for _, t := range list {
				var roles []string
				for _, r := range t.Roles {
					roles = append(roles, string(r))
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%.12s\n", t.Name, strings.Join(roles, ","), t.Made, t.Hash)
			}
			return err
		},
	}
	f.register(cmd, "")
	return cmd
}

func newTokenRevoke() *cobra.Command {
	var f ledgerFlags
	cmd := &cobra.Command{
		Use:   "revoke NAME",
		Short: "Revoke a token; a running service takes it for a few seconds more",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := f.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer l.Close()
			return web.RevokeToken(cmd.Context(), l, args[0])
		},
	}
	f.register(cmd, "")
	return cmd
}
