/** From a listing to the end of a rental: what is offered, ordered, paid, used and taken back. */
package org.p2pvps.rental;
