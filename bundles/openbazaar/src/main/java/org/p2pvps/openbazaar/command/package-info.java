/** The store's orders at the console. */
package org.p2pvps.openbazaar.command;
