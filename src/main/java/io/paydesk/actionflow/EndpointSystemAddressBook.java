package io.paydesk.actionflow;

import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the operating system, which knows the hosts file and the names of its cluster, on threads of
 * its own. A name whose server is silent takes one thread, however many ask for it.
 */
@Singleton
class EndpointSystemAddressBook implements EndpointAddressBook {

  private static final int THREADS = 16;
  private static final int NAMES_THAT_WAIT = 1000;

  private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;

  EndpointSystemAddressBook() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(NAMES_THAT_WAIT),
            work -> {
              var thread = new Thread(work, "endpoint-names");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  @Override
  public Uni<List<InetAddress>> lookUp(String host) {
    return Uni.createFrom()
        .completionStage(() -> shared(host))
        .onFailure(CompletionException.class)
        .transform(Throwable::getCause)
        .plug(HomeContext.back());
  }

  /** A copy, so that a caller who cancels does not end the look-up for others. */
  private CompletableFuture<List<InetAddress>> shared(String host) {
    var answer = underWay.computeIfAbsent(host, this::begun);
    if (answer.isDone()) {
      underWay.remove(host, answer);
    }
    return answer.copy();
  }

  private CompletableFuture<List<InetAddress>> begun(String host) {
    var answer = new CompletableFuture<List<InetAddress>>();
    try {
      threads.execute(() -> ask(host, answer));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new UnknownHostException("too many names to look up"));
    }
    return answer;
  }

  private void ask(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      var addresses = List.of(InetAddress.getAllByName(host));
      underWay.remove(host);
      answer.complete(addresses);
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(host);
      answer.completeExceptionally(e);
    }
  }
}
