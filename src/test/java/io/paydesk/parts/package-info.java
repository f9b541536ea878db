/**
 * The unit tests, in parts that run at once, each in a process of its own, as tests mostly wait. A
 * part keeps one application for all of its classes, while single classes would start it again for
 * each. A package is in one part as a whole, as classes of one package may share files.
 */
package io.paydesk.parts;
