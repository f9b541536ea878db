package io.paydesk.testing.http;

import static org.hamcrest.Matchers.equalTo;

import org.hamcrest.Matcher;
import org.hamcrest.StringDescription;

/** What has to hold of an answer. What does not is told with the request and the whole answer. */
public final class AnswerCheck {

  private final Answer answer;
  private Json json;

  AnswerCheck(Answer answer) {
    this.answer = answer;
  }

  public AnswerCheck statusCode(int expected) {
    return check("status", answer.statusCode(), equalTo(expected));
  }

  public AnswerCheck statusCode(Matcher<? super Integer> expected) {
    return check("status", answer.statusCode(), expected);
  }

  public AnswerCheck header(String name, String expected) {
    return header(name, equalTo(expected));
  }

  public AnswerCheck header(String name, Matcher<? super String> expected) {
    return check(name, answer.header(name), expected);
  }

  /** Whatever its parameters are. */
  public AnswerCheck contentType(String expected) {
    var type = answer.contentType();
    return check("Content-Type", type == null ? null : type.split(";")[0], equalTo(expected));
  }

  /** The whole of it, as text. */
  public AnswerCheck body(Matcher<? super String> expected) {
    return check("body", answer.asString(), expected);
  }

  /**
   * @param path see {@link Json}
   */
  public AnswerCheck body(String path, Matcher<?> expected) {
    if (json == null) {
      json = answer.jsonPath();
    }
    return check(path, json.get(path), expected);
  }

  public Answer extract() {
    return answer;
  }

  private AnswerCheck check(String what, Object found, Matcher<?> expected) {
    if (!expected.matches(found)) {
      var difference = new StringDescription();
      difference.appendText(what).appendText(": expected ").appendDescriptionOf(expected);
      expected.describeMismatch(found, difference.appendText(", but "));
      throw new AssertionError(difference + "\n" + answer);
    }
    return this;
  }
}
