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
	var role string
	cmd := onLedger(&cobra.Command{
		Use:     "add NAME",
		Short:   "Make a token and print it; it is shown this once",
		Example: "  openlines token add --role read,correct jane",
		Args:    cobra.ExactArgs(1),
	}, mayMake, func(j *job) error {
		roles, err := web.ParseRoles(role)
		if err != nil {
			return fmt.Errorf("--role: %w", err)
		}
		secret, t := web.NewToken(j.args[0], roles, time.Now())
		if err := web.SaveToken(j.ctx, j.Ledger, t); err != nil {
			return err
		}
		fmt.Fprintln(j.out, secret)
		return nil
	})
	cmd.Flags().StringVar(&role, "role", "read", "read, correct, add, admin; several with commas")
	return cmd
}

func newTokenList() *cobra.Command {
	return onLedger(&cobra.Command{
		Use:   "list",
		Short: "List the tokens: name, roles, when made, the beginning of the hash",
		Args:  cobra.NoArgs,
	}, mustBe, func(j *job) error {
		list, err := web.Tokens(j.ctx, j.Ledger)
		for _, t := range list {
			var roles []string
			for _, r := range t.Roles {
				roles = append(roles, string(r))
			}
			fmt.Fprintf(j.out, "%s\t%s\t%s\t%.12s\n", t.Name, strings.Join(roles, ","), t.Made, t.Hash)
		}
		return err
	})
}

func newTokenRevoke() *cobra.Command {
	return onLedger(&cobra.Command{
		Use:   "revoke NAME",
		Short: "Revoke a token; a running service takes it for a few seconds more",
		Args:  cobra.ExactArgs(1),
	}, mustBe, func(j *job) error {
		return web.RevokeToken(j.ctx, j.Ledger, j.args[0])
	})
}
