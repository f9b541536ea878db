/**
 * The unit tests, in parts that run at once, each in a process of its own: most of their time they
 * wait. A part keeps one application for all of its classes, where classes that are given to
 * processes one by one would start it anew for each. A package is in one part as a whole, as
 * classes of one package may share files.
 */
package io.paydesk.parts;
