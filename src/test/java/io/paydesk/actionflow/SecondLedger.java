package io.paydesk.actionflow;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SecondLedger extends Ledger {}
