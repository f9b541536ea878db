package io.paydesk.actionflow;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class AfterLedger extends Ledger {}
