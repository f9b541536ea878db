package io.paydesk.idempotency;

/**
 * What a flow answers.
 *
 * @param status 200, 201, or 202 while the outcome is not known yet: a 202 is never final
 * @param rowId the row that it is about
 */
public record ApiAnswer(int status, Object body, long rowId) {}
