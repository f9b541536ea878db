package io.paydesk.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Several clients that call at the same moment. */
public final class Race {

  private Race() {}

  /**
   * @param call what the client of this number does
   * @return what each got, in the order of their numbers
   */
  public static <T> List<T> of(int clients, IntFunction<T> call) {
    var calls = new ArrayList<Callable<T>>();
    for (int client = 0; client < clients; client++) {
      int number = client;
      calls.add(() -> call.apply(number));
    }
    var pool = Executors.newFixedThreadPool(clients);
    try {
      var got = new ArrayList<T>();
      for (var one : pool.invokeAll(calls)) {
        got.add(one.get());
      }
      return got;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
