/** Whether the server is well. */
package org.p2pvps.rest.health;
