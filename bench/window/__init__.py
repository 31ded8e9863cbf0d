"""What a person waits for in the window, measured in processes of its own."""
