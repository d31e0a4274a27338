package event

import (
	"errors"
	"fmt"
)

// lexicon holds the classes of classes.tsv that the program itself asks for, by lemma.
type lexicon struct {
	light         map[string]bool // verbs that only carry the noun which tells the act: "held talks"
	speaking      map[string]bool // verbs of what one says to another, or about him
	denies        map[string]bool // verbs of denying, where reports of an act are denied
	hearsay       map[string]bool // what is denied then: "reports of a meeting"
	utterance     map[string]bool // nouns that refer back to what another said
	doing         map[string]bool // nouns that refer back to what another did
	agreements    map[string]bool // a pact and its kind
	courtesy      map[string]bool // what one telephones or writes to say: "phoned him to thank him"
	ditransitive  map[string]bool // verbs that take two objects: "lent Chad a ship"
	given         map[string]bool // what is given or refused to somebody: "refused him entry"
	plainParticle map[string]bool // particles that leave the verb what it is: "sent back"
	nounPrep      map[string]bool // prepositions that belong to the noun even when they hang on its verb

	quantity map[string]bool // nouns of quantity whose "of" phrase counts too: "tons of grain"
	measured map[string]bool // nouns that measure what follows "of"
	stageOf  map[string]bool // a part of an act, whose time is that of the act: "the start of the talks"

	power      map[string]bool // of whom a demand may be made: states, forces, peoples
	sides      map[string]bool // those of whom all is told: "the ministers failed to agree"
	opposite   map[string]bool // nouns whose possessor is the other side: "his counterpart"
	servant    map[string]bool // those who act for the one whose they are
	privateOne map[string]bool // persons who act for no state
	callings   map[string]bool // offices of persons who act for no state
	kin        map[string]bool // whose kin one is makes no party
	presence   map[string]bool // words that tell who took part in a meeting told before
	belongs    map[string]bool // verbs that say whose a thing is: "a ship registered in Chad"

	appoints    map[string]bool // words that say when something is to be
	timetable   map[string]bool // verbs told in the present of what is to come: "leaves on Thursday"
	timetableOf map[string]bool // verbs that carry a noun so: "begins a visit on Wednesday"
	journeys    map[string]bool // nouns of a journey
	rallies     map[string]bool // protests that one calls for
	goal        map[string]bool // verbs whose goal is where the event takes place
	venue       map[string]bool // a meeting as the time and place of something else
	embassies   map[string]bool // a mission: whose it is and where it stands are two states

	accident  map[string]bool // what hurts people without being anyone's act
	espionage map[string]bool // what spies do
	sport     map[string]bool // words of sport
	game      map[string]bool // words that beside those of sport tell of a game
}

// load takes the words from the classes of the table, and says which class is missing.
func (x *lexicon) load(classes map[string][]string) error {
	var errs []error
	take := func(to *map[string]bool, names ...string) {
		*to = map[string]bool{}
		for _, name := range names {
			if len(classes[name]) == 0 {
				errs = append(errs, fmt.Errorf("classes.tsv has no class %q, which the program asks for", name))
			}
			for _, word := range classes[name] {
				(*to)[word] = true
			}
		}
	}
	take(&x.light, "do_light", "hold", "begin", "launch_attack", "issue", "express", "give", "carry")
	take(&x.speaking, "ask", "urge", "demand_v", "warn_v", "criticise", "blame", "accuse_v", "praise", "welcome", "threaten_v", "deny_v")
	take(&x.denies, "denies")
	take(&x.hearsay, "hearsay")
	take(&x.utterance, "utterance")
	take(&x.doing, "doing")
	take(&x.agreements, "agreement_n")
	take(&x.courtesy, "courtesy")
	take(&x.ditransitive, "ditransitive")
	take(&x.given, "given")
	take(&x.plainParticle, "plain_particle")
	take(&x.nounPrep, "noun_prep")
	take(&x.quantity, "quantity")
	take(&x.measured, "measure")
	take(&x.stageOf, "stage_of")
	take(&x.power, "power")
	take(&x.sides, "sides")
	take(&x.opposite, "opposite")
	take(&x.servant, "servant")
	take(&x.privateOne, "private_one")
	take(&x.callings, "calling")
	take(&x.kin, "kin")
	take(&x.presence, "presence")
	take(&x.belongs, "belong")
	take(&x.appoints, "appoint")
	take(&x.timetable, "timetable")
	take(&x.timetableOf, "timetable_of")
	take(&x.journeys, "visit_n")
	take(&x.rallies, "protest_n")
	take(&x.goal, "goal")
	take(&x.venue, "venue")
	take(&x.embassies, "embassy")
	take(&x.accident, "accident")
	take(&x.espionage, "espionage")
	take(&x.sport, "sport")
	take(&x.game, "game")
	return errors.Join(errs...)
}
