/** Devices at the console. */
package org.p2pvps.registration.command;
