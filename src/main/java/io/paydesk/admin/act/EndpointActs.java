package io.paydesk.admin.act;

import io.paydesk.actionflow.EndpointStatus;
import io.paydesk.actionflow.EndpointView;

/** What an endpoint's state allows. */
public record EndpointActs(EndpointView endpoint) {

  public boolean paused() {
    return endpoint.status() == EndpointStatus.PAUSED;
  }
}
