"""The cited situation report: what is known about a place and period, each sentence with the words it rests on."""
