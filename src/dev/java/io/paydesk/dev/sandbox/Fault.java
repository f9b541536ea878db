package io.paydesk.dev.sandbox;

import java.time.Duration;

/** One way in which a request goes wrong. */
sealed interface Fault {

  record Fails(int status) implements Fault {}

  record Refuses(String code, String param, String message) implements Fault {}

  record FailsAfterWork(int status) implements Fault {}

  record FallsSilentAfterWork() implements Fault {}

  record CutsOffAfterWork() implements Fault {}

  record Garbles(Garble how, boolean afterWork) implements Fault {}

  record Holds(Duration duration) implements Fault {}

  record ComesSecond(Runnable first) implements Fault {}
}
