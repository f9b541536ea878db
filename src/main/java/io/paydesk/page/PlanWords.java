package io.paydesk.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the payer's page says of a subscription, like {@link PageWords}. */
@MessageBundle("plan")
public interface PlanWords {

  /**
   * @param every {@code day} to {@code year}, or {@code days} to {@code years} for several of them;
   *     anything else where nobody knows
   * @param form of the number, as {@link Plural} has it: for languages that need it
   */
  @Message(
      "{#switch every}"
          + "{#case 'day'}Subscribe for {amount} a day"
          + "{#case 'week'}Subscribe for {amount} a week"
          + "{#case 'month'}Subscribe for {amount} a month"
          + "{#case 'year'}Subscribe for {amount} a year"
          + "{#case 'days'}Subscribe for {amount} every {count} days"
          + "{#case 'weeks'}Subscribe for {amount} every {count} weeks"
          + "{#case 'months'}Subscribe for {amount} every {count} months"
          + "{#case 'years'}Subscribe for {amount} every {count} years"
          + "{#else}Subscribe for {amount}{/switch}")
  String subscribeFor(String amount, String every, int count, String form);

  /** What it costs, again and again; the same as of {@link #subscribeFor}. */
  @Message(
      "{#switch every}"
          + "{#case 'day'}{amount} a day"
          + "{#case 'week'}{amount} a week"
          + "{#case 'month'}{amount} a month"
          + "{#case 'year'}{amount} a year"
          + "{#case 'days'}{amount} every {count} days"
          + "{#case 'weeks'}{amount} every {count} weeks"
          + "{#case 'months'}{amount} every {count} months"
          + "{#case 'years'}{amount} every {count} years"
          + "{#else}{amount} each period{/switch}")
  String per(String amount, String every, int count, String form);

  @Message("Start trial")
  String startTrial();

  /**
   * @param form of the number of days
   * @param then what {@link #per} says
   */
  @Message("{#if form == 'one'}1 day{#else}{days} days{/if} free, then {then}.")
  String trial(int days, String form, String then);

  @Message("After the trial")
  String afterTrial();
}
