package io.paydesk.admin.act;

import io.paydesk.actionflow.RunStatus;
import io.paydesk.actionflow.RunView;

/** What a run's state allows. */
public record RunActs(RunView run) {

  public boolean failed() {
    return run.status() == RunStatus.FAILED;
  }

  public boolean isOpen() {
    return failed() || run.status() == RunStatus.WAITING;
  }
}
