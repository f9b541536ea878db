/**
 * A pretend Stripe that speaks Stripe's HTTP, for development and tests. It keeps its objects in
 * memory (and in a file, where one is named), signs its webhooks, and can be as nasty as a network:
 * see {@link io.paydesk.dev.sandbox.Faults}. {@link io.paydesk.dev.sandbox.Sandbox} is the way in.
 */
package io.paydesk.dev.sandbox;
