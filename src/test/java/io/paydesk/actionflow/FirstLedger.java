package io.paydesk.actionflow;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

@Singleton
@Priority(10)
class FirstLedger extends Ledger {}
