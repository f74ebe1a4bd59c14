"""What is sent by pages, checked for its form before anything is believed."""
