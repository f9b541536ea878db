package io.paydesk.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server on this machine with just enough SMTP. It quotes the address when it refuses one,
 * as real ones do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321">RFC 5321</a>
 */
public final class MailServer implements AutoCloseable {

  private final ServerSocket socket;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();

  public MailServer() {
    this(0);
  }

  public MailServer(int port) {
    try {
      socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::accept, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Refuses this many receivers from now on. */
  public void refuse(int receivers) {
    refusals.set(receivers);
  }

  public int refusalsLeft() {
    return refusals.get();
  }

  /** What it has taken: headers and body, in their encodings. */
  public List<String> mails() {
    return mails;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        var thread = new Thread(() -> talk(client), "mail-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      say(client, "220 mail.test");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("RCPT") && refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          say(client, "450 " + line.substring(8) + " mailbox is busy");
        } else if (command.equals("DATA")) {
          say(client, "354 go on");
          mails.add(data(in));
          say(client, "250 taken");
        } else if (command.equals("QUIT")) {
          say(client, "221 bye");
          return;
        } else {
          say(client, "250 fine");
        }
      }
    } catch (IOException e) {
      // The client has left.
    }
  }

  private static String data(BufferedReader in) throws IOException {
    var mail = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
