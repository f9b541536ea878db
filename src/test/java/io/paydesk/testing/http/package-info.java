/**
 * The tests' own HTTP client. The tests send thousands of requests, and a general one, which
 * compiles each look into an answer to a class of its own, took a third of their time.
 */
package io.paydesk.testing.http;
