/**
 * A device's way in: its key, its registration and lease, its check-ins and desired state, and the server's own look at it
 * that makes it ready.
 */
package org.p2pvps.registration;
