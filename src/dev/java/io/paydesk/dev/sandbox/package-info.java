/**
 * A pretend Stripe that speaks Stripe's HTTP, for development and tests. It keeps its objects in
 * memory (and in a file, where one is named), signs its webhooks, and can be as nasty as a network:
 * see {@link io.paydesk.dev.sandbox.Faults}. {@link io.paydesk.dev.sandbox.Sandbox} is the way in
 * for Paydesk, {@link io.paydesk.dev.sandbox.StripeSandbox} for other projects. It needs the JDK
 * and Jackson, and nothing of Paydesk's.
 */
package io.paydesk.dev.sandbox;
